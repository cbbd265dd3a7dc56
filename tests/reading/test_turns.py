"""Turns of news prose and essays: subordinate cues, nouns, texts and quotations that go on."""

from __future__ import annotations

import pytest

from goodoffices.reading import ProposedClaim, document_from_text, read


def _said(words: str) -> list[ProposedClaim]:
    reading = read(document_from_text(words, "note"))
    return [claim for claim in reading.claims if claim.kind == "attributed"]


def _who_what(words: str) -> list[tuple[str, str]]:
    return [
        (
            claim.speaker.text if claim.speaker is not None else "",
            " … ".join(span.of(words) for span in claim.spans),
        )
        for claim in _said(words)
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Two senators, who together demanded a new map, flew home on Sunday.",
            [("Two senators", "together demanded a new map")],
        ),
        (
            "Sweden said the bridge was open, while admitting that the road was mined.",
            [("Sweden", "the bridge was open"), ("Sweden", "the road was mined")],
        ),
        (
            "“Never,” she replied, recalling that the army had burned the mill.",
            [("she", "Never"), ("she", "the army had burned the mill")],
        ),
        (
            "The navy printed a leaflet in which it says it took the island.",
            [("it", "it took the island")],
        ),
        (
            "After their third visit she had told the clans that the mill was shut.",
            [("she", "the mill was shut")],
        ),
        (
            "Aside from saying that the queen had asked her to wait, Berg accused the clans of theft.",
            [("the queen", "had asked her to wait"), ("Berg", "accused the clans of theft")],
        ),
        (
            "Instead it demands that the mill be sold.",
            [("it", "demands that the mill be sold")],
        ),
        (
            "The clans, however, insisted that the mill be sold.",
            [("The clans", "the mill be sold")],
        ),
        ("The synod decreed that the mill be sold.", [("The synod", "the mill be sold")]),
    ],
)
def test_cues_in_subordinate_clauses(words: str, found: list[tuple[str, str]]) -> None:
    assert _who_what(words) == found


def test_what_it_means_is_said_by_nobody() -> None:
    assert not _said("It means that the mill was sold.")
