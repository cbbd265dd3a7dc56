"""Which classes suit a case, and which of them stands for the rest."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from goodoffices.case import bundled, read_case
from goodoffices.record import Choice, choice_of, list_rates, reference_classes, table
from goodoffices.record._choice import best


def ids(rates):
    return {rate.id for rate in rates}


def test_a_case_says_which_classes_it_belongs_to(valleys):
    choice = choice_of(valleys())
    assert (choice.conflict, choice.mediator, choice.agreement) == (
        "interstate", "single-state", "full",
    )  # fmt: skip
    assert choice.style is None
    assert choice.stated == ("conflict", "mediator", "agreement")


def test_the_user_may_choose_otherwise(valleys):
    choice = choice_of(valleys(), mediator="igo", conflict=None)
    assert (choice.conflict, choice.mediator) == ("interstate", "igo")


def test_of_a_case_that_says_nothing_only_whether_anybody_mediates_is_known(valleys):
    case = valleys(None)
    assert choice_of(case) == Choice(mediator="any")
    parties = tuple(party.model_copy(update={"mediator": None}) for party in case.parties)
    assert choice_of(case.model_copy(update={"parties": parties})).mediator == "none"


def test_a_class_suits_where_it_contains_the_case():
    known = table()
    single = known.rate("crisis-single-state-formal")
    any_mediator = known.rate("crisis-mediated-formal")
    civil = known.rate("intrastate-ends-agreement")
    assert Choice(mediator="single-state").suits(single)
    assert Choice(mediator="single-state").suits(any_mediator)
    assert not Choice(mediator="any").suits(single)
    assert Choice(mediator="any").suits(any_mediator)
    assert not Choice(mediator="none").suits(any_mediator)
    assert not Choice(conflict="interstate").suits(civil)
    assert not Choice(conflict="crisis").suits(known.rate("war-mediated-formal"))
    assert Choice(conflict="interstate").suits(known.rate("agreement-5y"))
    assert not Choice(agreement="ceasefire").suits(known.rate("agreement-5y"))
    style = known.rate("crisis-manipulation-any-agreement")
    assert not Choice().suits(style)
    assert Choice(style="manipulation").suits(style)


def test_the_narrowest_class_of_thirty_stands_for_the_rest():
    known = table()
    small, wide, narrow = (
        known.rate(key) for key in ("war-agreement-5y", "agreement-5y", "full-agreement-5y")
    )
    assert best((small, wide, narrow)) is narrow
    assert best((small, wide)) is wide
    assert best((small,)) is None
    assert best(()) is None
    unsized = known.rate("crisis-igo-formal")
    assert best((unsized,)) is None
    other = dataclasses.replace(wide, id="other", n=wide.n + 1)
    assert best((wide, other)) is other


def test_thirty_cases_are_a_class_and_twenty_nine_an_anecdote():
    rate = table().rate("agreement-5y")
    assert dataclasses.replace(rate, n=30).solid
    assert not dataclasses.replace(rate, n=30).anecdote
    assert dataclasses.replace(rate, n=29).anecdote
    assert not dataclasses.replace(rate, n=None).solid


def test_signing_and_holding_stand_apart(valleys):
    it = reference_classes(valleys())
    assert it.signed == "crisis-single-state-formal"
    assert it.main.value == 0.36
    assert all(rate.quantity == "signing" for rate in it.signing)
    assert all(rate.quantity == "holding" and rate.signed for rate in it.holding)
    assert "crisis-single-state-5y" in ids(it.without)
    assert not ids(it.without) & ids(it.holding)
    # What they are set against stands beside them, and not among them.
    assert "crisis-unmediated-formal" in ids(it.beside)
    assert "crisis-unmediated-formal" not in ids(it.signing)


def test_a_rate_of_unknown_size_is_named_and_does_not_stand_among_the_classes(valleys):
    it = reference_classes(valleys())
    assert "attempt-security" in it.unsized
    shown = (*it.signing, *it.holding, *it.without, *it.ending, *it.length)
    assert all(rate.n is not None for rate in shown)


def test_an_empty_class_is_no_error(valleys, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("version: 1\nrates: []\n", encoding="utf-8")
    assert table(own) == table()
    few = dataclasses.replace(table(), rates=(), directions=())
    it = reference_classes(valleys(), known=few)
    assert it.signing == it.holding == ()
    assert it.signed is it.main is None


@pytest.mark.parametrize(
    ("choice", "quantity", "there", "not_there"),
    [
        (Choice(), None, "crisis-manipulation-any-agreement", "nothing"),
        (Choice(), "length", "crisis-mediation-q50", "agreement-5y"),
        (
            Choice(conflict="intrastate"),
            None,
            "civil-war-signed-implemented",
            "war-mediated-formal",
        ),
        (Choice(agreement="ceasefire"), "holding", "dyad-ceasefire-5y", "dyad-agreement-5y"),
        (
            Choice(style="facilitation"),
            "signing",
            "crisis-facilitation-any-agreement",
            "crisis-manipulation-any-agreement",
        ),
    ],
)
def test_the_table_is_listed_by_kind(choice, quantity, there, not_there):
    listed = ids(list_rates(choice, quantity=quantity).rates)
    assert there in listed
    assert not_there not in listed


def test_without_a_choice_the_whole_table_is_listed():
    everything = list_rates()
    assert everything.rates == table().rates
    assert everything.directions == table().directions


@pytest.mark.parametrize("name", bundled())
def test_bundled_cases_say_what_they_are_set_beside_and_why(name):
    record = read_case(name).case.record
    assert record.why
    assert record.conflict
    assert record.features.model_fields_set


def test_json_names_its_version(valleys):
    data = reference_classes(valleys()).as_json()
    assert data["schema"] == "goodoffices/record-classes/1"
    assert data["signing"][0]["low"] == 0.54
    assert list_rates().as_json()["schema"] == "goodoffices/record-rates/1"


def test_the_shipped_table_lies_in_the_package():
    import goodoffices.record as room

    assert (Path(room.__file__).parent / "rates.yaml").is_file()
