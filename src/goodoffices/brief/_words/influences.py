"""What an uncertain input is, in words."""

from __future__ import annotations

import re

from goodoffices.brief._document import Given, Inlines, inlines
from goodoffices.brief._words.lexicon import Lexicon, shown
from goodoffices.zone import Influence

__all__ = ["ends", "influence"]


def influence(words: Lexicon, it: Influence) -> Inlines:
    """Return an input as a noun phrase."""
    match it.kind, it.party, it.issue, it.option:
        case "weight", str(party), str(issue), _:
            return inlines("how much ", words.issue(issue), " weighs for ", words.the(party))
        case "value", str(party), str(issue), str(option):
            return inlines(
                "what ", words.option(issue, option), " on ", words.issue(issue),
                " is worth to ", words.the(party),
            )  # fmt: skip
        case "curvature", str(party), str(issue), _:
            return inlines(
                "how far ", words.the(party), " can move on ", words.issue(issue),
                " before it minds",
            )  # fmt: skip
        case "floor", str(party), _, _:
            return inlines("what ", words.the(party), " expects without agreement")
        case "per_month", str(party), _, _:
            return inlines("what a month of waiting does to ", words.the(party))
        case "red_line", str(party), str(issue), _:
            return inlines(
                "whether ", words.of(party), " red line on ", words.issue(issue),
                _against(words, it.name, party, issue), " is meant",
            )  # fmt: skip
        case "bonus", str(party), _, _:
            return inlines("what ", words.rule(_ids(it.name)[0]), " adds for ", words.the(party))
        case "event", _, _, _:
            return inlines("whether and when ", _event(words, it.name), " happens")
        case "shift", str(party), _, _:
            return inlines("what ", _event(words, it.name), " changes for ", words.the(party))
    raise ValueError(f"expected an input of a known kind, got {it!r}")


def ends(it: Influence) -> tuple[str, str]:
    """Return the names of the two ends of an input's range."""
    return ("not meant", "meant") if it.kind == "red_line" else ("low", "high")


def _against(words: Lexicon, name: str, party: str, issue: str) -> Inlines:
    """Return what the red line is against, where the party has more than one on the issue."""
    lines = [
        line
        for entry in words.case.positions
        if (entry.party, entry.issue) == (party, issue)
        for line in entry.red_lines
    ]
    if len(lines) < 2:
        return ()
    options = lines[int(_ids(name)[-1])].options
    return inlines(" (against ", words.option_list(issue, options, "or"), ")")


def _ids(name: str) -> list[str]:
    return re.findall(r"\[([^\]]+)\]", name)


def _event(words: Lexicon, name: str) -> Inlines:
    return inlines("“", Given(shown(words.events[_ids(name)[0]].name)), "”")
