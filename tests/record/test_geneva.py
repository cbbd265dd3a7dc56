"""The forecasts that ship with the program are those that it makes."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys

import pytest

from goodoffices.case import read_case
from goodoffices.record import FORECASTER, read_log


@pytest.fixture(scope="module")
def script(root):
    path = root / "tools" / "register_geneva.py"
    spec = importlib.util.spec_from_file_location("register_geneva", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def asked():
    return read_log("geneva-2026").asked


def test_they_are_of_the_case_as_it_ships(asked):
    file = read_case("geneva-2026")
    for each in asked:
        (forecast,) = each.forecasts
        assert forecast.case.name == file.case.case
        assert forecast.case.sha256 == file.sha256, "run tools/register_geneva.py"
        assert forecast.made == file.case.as_of
        assert each.resolution is None


def test_they_ask_what_was_to_be_asked(asked):
    by = {each.question.id: each.question.by.isoformat() for each in asked}
    assert by == {
        "geneva-agreement-february": "2026-02-28",
        "geneva-ceasefire-february": "2026-02-28",
        "geneva-prisoners-march": "2026-03-07",
        "geneva-tracks-march": "2026-03-31",
        "geneva-next-round-march": "2026-03-10",
    }
    for each in asked:
        assert each.question.criteria.startswith("Yes if")
        assert each.forecasts[0].reference is not None
        assert each.forecasts[0].no_change is not None


def test_the_models_numbers_are_what_the_talks_say(script, asked):
    """Every entry but the version of the program, which a release changes and the talks do not."""
    file = read_case("geneva-2026")
    for planned, each in zip(script.PLANNED, asked, strict=True):
        (forecast,) = each.forecasts
        made = script.planned_forecast(planned, file)
        for field in dataclasses.fields(made):
            if field.name != "forecaster":
                assert getattr(forecast, field.name) == getattr(made, field.name), field.name
        assert forecast.forecaster.name == made.forecaster.name
        assert (forecast.forecaster.name == FORECASTER) == (forecast.run is not None)
        if forecast.run is None:
            assert "judgement" in forecast.basis.lower()


def test_the_reference_classes_are_those_of_the_record(shared, asked):
    """The classes of the shared table are named by its ids and have its n."""
    import yaml

    with (shared / "facts" / "priors.yaml").open(encoding="utf-8") as file:
        known = {entry["id"]: entry for entry in yaml.safe_load(file)["priors"]}
    for each in asked:
        reference = each.forecasts[0].reference
        if reference.id in known:
            assert reference.n == known[reference.id]["n"]
            assert known[reference.id]["confidence"] != "low"
        else:
            assert reference.id.startswith("this process: ")
            assert "an anecdote" in reference.basis
