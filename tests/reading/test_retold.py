"""Scores on the excerpts that were marked before the rules met them, and files of marked texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.reading import marked_texts, read, score
from goodoffices.reading.errors import ReadingError

RETOLD = Path(__file__).parents[2] / "benchmarks" / "reading_retold.txt"
LEAST = {
    "claim": (0.92, 0.86),
    "speaker": (0.92, 0.92),
    "position": (0.9, 0.72),
    "issue": (0.7, 0.55),
}
"""Precision and recall after mending, with some room: that nothing is unlearned, and no more."""


def test_nothing_is_unlearned_on_the_retold_excerpts():
    count = dict.fromkeys(LEAST, (0, 0, 0))
    texts = marked_texts(RETOLD.read_text(encoding="utf-8"), RETOLD.name)
    assert len(texts) == 29
    for document, gold in texts:
        found = score(read(document), gold)
        rows = [("claim", found.gold, found.proposed, found.matched)]
        rows += [(each.name, each.gold, each.proposed, each.right) for each in found.labels]
        for name, *numbers in rows:
            if name in count:
                count[name] = tuple(a + b for a, b in zip(count[name], numbers, strict=True))
    for name, (gold, proposed, right) in count.items():
        precision, recall = LEAST[name]
        assert right / proposed >= precision, name
        assert right / gold >= recall, name


def test_marks_and_labels_become_an_annotation():
    words = "# a note\n== One\nHe said that ⟦1:it ⟧(so he said)⟦1: is⟧.\n1 = He | for | sanctions | denied\n== Two\nNo mark.\n"
    (one, gold), (two, empty) = marked_texts(words, "x")
    assert (one.name, one.text) == ("One", "He said that it (so he said) is.\n")
    assert gold["claims"] == [
        {
            "id": "1", "kind": "attributed", "spans": [[13, 16], [28, 31]], "speaker": [[0, 2]],
            "polarity": "for", "areas": ["sanctions"], "cue_polarity": "denied",
        }
    ]  # fmt: skip
    assert (two.name, empty["claims"]) == ("Two", [])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("He said ⟦1:it.\n", "claim '1' is not closed"),
        ("He said it⟧.\n", "not closed or not opened"),
        ("⟦1:It ⟦2:is⟧⟧.\n", "not closed or not opened"),
        ("⟦1:It is⟧.\n1 = She | none | -\n", "'She' is not in the text"),
        ("⟦1:It is⟧.\n1 = - | maybe | -\n", "'maybe' is none of the labels"),
        ("⟦1:It is⟧.\n1 = - | none | weather\n", "'weather' is none"),
        ("⟦1:It is⟧.\n1 = nobody\n", "expected who"),
        ("⟦1:It is⟧.\n2 = - | none | -\n", "no claim '2'"),
    ],
)
def test_wrong_marks_are_a_message(words, message):
    with pytest.raises(ReadingError, match=message):
        marked_texts(words, "x.txt")
