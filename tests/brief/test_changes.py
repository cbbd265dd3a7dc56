"""What has changed in a case is said in short sentences."""

from __future__ import annotations

import pytest

from goodoffices.brief import describe_changes
from goodoffices.case import Insert, Put, Remove, edit_case, parse_case
from goodoffices.case.new import new_text

TEXT = new_text("harbour").encode()
CLAIM = {"id": "one", "text": "A text.", "source": "lake-courier", "kind": "fact", "credibility": 3}


@pytest.mark.parametrize(
    ("edits", "sentences"),
    [
        ([], []),
        ([Put("positions[aldora,access].weight", [0.25, 0.3, 0.45])],
         ["positions: aldora on access: weight 0.3 (0.2–0.4) → 0.3 (0.25–0.45)"]),
        ([Put("positions[aldora,access].weight", 0.5), Put("title", "Two")],
         ["title Talks on the harbour of Merin → Two",
          "positions: aldora on access: weight 0.3 (0.2–0.4) → 0.5"]),
        ([Put("parties[aldora].no_agreement.per_month", -0.01)],
         ["parties: aldora: no_agreement.per_month −0.01 (−0.02–0) → −0.01"]),
        ([Put("parties[aldora].no_agreement.utility", 0.4)],
         ["parties: aldora: no_agreement.utility: 0.4 added"]),
        ([Insert("claims", [CLAIM])], ["claims: one added"]),
        ([Remove(("events", 0))], ["events: {event} removed"]),
        ([Put("summary", "word " * 30)], ["summary reworded"]),
        ([Put("claims[no-foreign-guards].about", ["monitoring", "bevania"])],
         ["claims: no-foreign-guards: about: bevania added",
          "claims: no-foreign-guards: about: aldora removed"]),
        ([Put("claims[no-foreign-guards].about", ["monitoring", "aldora"])],
         ["claims: no-foreign-guards: about: order changed to monitoring, aldora"]),
        ([Put("parties[aldora].consent", False)], ["parties: aldora: consent yes → no"]),
        ([Put("as_of", "2026-03-02")], ["as_of 2026-03-01 → 2026-03-02"]),
        ([Put("talks.exchanges", 7)], ["talks: exchanges 4 → 7"]),
    ],
)  # fmt: skip
def test_each_change_is_a_sentence(edits, sentences):
    before, _ = parse_case(TEXT, "c.yaml")
    after, _ = parse_case(edit_case(TEXT, edits, "c.yaml"), "c.yaml")
    expected = [each.format(event=before.events[0].id) for each in sentences]
    assert list(describe_changes(before, after)) == expected
    assert len(describe_changes(after, before)) == len(expected)
