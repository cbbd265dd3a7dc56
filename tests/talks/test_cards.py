"""Every strategy and protocol says where it comes from."""

from __future__ import annotations

import inspect
import json
import re
from typing import get_args, get_type_hints

import pytest

from goodoffices.case import model
from goodoffices.talks._cards import CARDS
from goodoffices.talks._concession import EXPONENTS
from goodoffices.talks._offers import offer_table

DOI = re.compile(r"10\.\d{4,5}/[\w.()/-]+")


def words(kind):
    return {card.name for card in CARDS if card.kind == kind}


def literals(hint):
    """Return the words of a Literal, also where it is one of several types."""
    found = set()
    for part in get_args(hint):
        found |= {part} if isinstance(part, str) else literals(part)
    return found


def test_every_strategy_in_a_case_has_a_card():
    hints = get_type_hints(model.Conduct)
    assert literals(hints["strategy"]) | set(EXPONENTS) | {"mandate-limited"} == words("strategy")
    # The one that is not chosen as a strategy but binds any of them.
    assert "bound_by_mandate" in hints


def test_every_protocol_in_a_case_has_a_card():
    assert literals(get_type_hints(model.Talks)["protocol"]) == words("protocol")


def test_every_rule_of_offers_has_a_card():
    rule = inspect.signature(offer_table, eval_str=True).parameters["rule"].annotation
    assert literals(rule) == literals(get_type_hints(model.Talks)["offers"]) == words("offer")


def test_no_name_has_two_cards():
    assert len({card.name for card in CARDS}) == len(CARDS)


@pytest.mark.parametrize("card", CARDS, ids=[card.name for card in CARDS])
def test_a_card_is_filled_in(card):
    assert card.summary.endswith(".")
    assert "\n" not in card.summary
    assert card.sources
    for source, doi in card.sources:
        assert re.search(r"[A-Z]\w+.* (18|19|20)\d\d, ", source)
        # What has no DOI is a book, and names who published it.
        assert DOI.fullmatch(doi) if doi else re.search(r"Press|Mifflin|School", source)
    assert card.knows
    assert card.ignores


@pytest.mark.parametrize("card", CARDS, ids=[card.name for card in CARDS])
def test_a_card_becomes_json(card):
    value = json.loads(json.dumps(card.as_json()))
    assert value["name"] == card.name
    assert value["sources"][0].keys() == {"source", "doi"}
    assert value["parameters"] == dict(card.parameters)
    assert value["knows"] == list(card.knows)
