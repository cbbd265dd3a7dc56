# Everything runs in .venv, which the first target that needs it makes.  `make help` lists all.
.DEFAULT_GOAL := help
.PHONY: help brief test lint format docs messages bench lock run-environment dev-environment clean

# A caller's Python paths would let foreign packages in.
unexport PYTHONPATH PYTHONHOME

PYTHON_HERE := .venv/bin/python

help:  ## List the targets.
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r target text; \
		do printf '%-14s %s\n' "$$target" "$$text"; done

brief: run-environment  ## Write the brief of the bundled Geneva case to build/.
	@mkdir -p build
	@.venv/bin/goodoffices brief geneva-2026 --output build/geneva-2026-brief.html

test: dev-environment  ## Run all tests.
	@$(PYTHON_HERE) -m pytest --numprocesses=auto

lint: dev-environment  ## Check style, types and the layers.
	$(PYTHON_HERE) -m ruff check
	$(PYTHON_HERE) -m ruff format --check
	$(PYTHON_HERE) -m mypy
	@.venv/bin/lint-imports --no-logo

format: dev-environment  ## Lay out the code.
	$(PYTHON_HERE) -m ruff format
	$(PYTHON_HERE) -m ruff check --fix

docs: dev-environment  ## Write the generated pages of docs/reference again.
	@$(PYTHON_HERE) docs/generate.py

messages: dev-environment  ## Bring the texts of the workbench in all languages up to date.
	@$(PYTHON_HERE) tools/catalogs.py

bench: dev-environment  ## Measure start-up time, time of a brief, memory.
	@$(PYTHON_HERE) benchmarks/start.py

lock: dev-environment  ## Resolve the pinned packages again.
	@sh tools/lock.sh

run-environment:
	@sh tools/environment.sh run

dev-environment:
	@sh tools/environment.sh dev

clean:  ## Remove .venv, build/ and every cache.
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests docs benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +
