"""One run of the talks, told from beginning to end: a story that is made up, chosen by its end."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from goodoffices.brief import transcript_sections
from goodoffices.case import NoAnswer
from goodoffices.talks import Transcript
from goodoffices.web._answers import ended, told, version
from goodoffices.web._pages._opened import open_case
from goodoffices.web._pages._talks_asked import SEED, talks_asked
from goodoffices.web._render import address, page
from goodoffices.web._work import Work

__all__ = ["ROUTES"]

_LAST = 999_999_999
"""The highest number of a run."""
_SHOWN = 8
"""Runs offered for each outcome."""


async def transcript(request: Request) -> Response:
    """Tell a run, with the way to those before and after it and to others by how they end."""
    opened = await open_case(request)
    asked = await talks_asked(request, opened)
    work: Work = request.app.state.work
    run = _run(request.query_params.get("run", "0"))
    chosen = asked.scenarios[0] if asked.scenarios else None
    scenario = chosen.settings if chosen else ()
    common = {"scenario": scenario, "protocol": asked.protocol, "seed": SEED, "until": asked.until}
    found: dict[str, tuple[int, ...]] = await work.quick(ended, opened.asked, **common)
    it: Transcript = await work.quick(told, opened.asked, run=run, **common)
    file = await run_in_threadpool(version, opened.file, scenario=scenario, protocol=asked.protocol)
    fields = [*asked.setting(), *([("scenario", chosen.name)] if chosen else [])]
    here = address("case", opened.entry.key, "talks", "run")

    def there(number: int) -> str:
        return f"{here}?{urlencode([('run', number), *fields])}"

    return page(
        request, "transcript.html", opened=opened, asked=asked, chosen=chosen, run=run,
        last=_LAST, outcome=it.outcome, there=there, looked_at=sum(map(len, found.values())),
        endings={how: (numbers[:_SHOWN], len(numbers)) for how, numbers in found.items()},
        sections=transcript_sections(file, it), query=urlencode(asked.query()),
    )  # fmt: skip


def _run(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_LAST))):
        raise NoAnswer(f"run: found {text[:40]!r}, expected a whole number from 0 to {_LAST:,}")
    return int(text)


ROUTES = [Route("/case/{key}/talks/run", transcript)]
