"""A case from documents alone: who is in them, what they speak of, and what they say of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from goodoffices.case import parse_case, taxonomy
from goodoffices.case.emit import Data, emit
from goodoffices.reading._about import kind_of, title_of
from goodoffices.reading._clean import clean
from goodoffices.reading._lexicon import Lexicon
from goodoffices.reading._patch import propose
from goodoffices.reading._patch_apply import apply, with_needs
from goodoffices.reading._patch_names import Names
from goodoffices.reading._store import text_name
from goodoffices.reading._types import Mention, Reading
from goodoffices.reading.errors import ReadingError

__all__ = ["case_from"]

_ISSUES = 12
_HORIZON = dt.timedelta(days=183)

_HEAD = """\
# A case made of documents by rule. Nobody has confirmed any of it: put the claims into words of
# your own, judge them (credibility) and their sources (reliability), and say whose consent is
# needed, what each party wants and what that is worth to it. Options of issues are those that
# agreements have used, as a beginning; `without_agreement` is the first of each, as a guess.
# `goodoffices check` says where the case is thin.
#
# The kind of a source is guessed from how its text is set:
"""


def case_from(
    name: str, readings: Sequence[Reading], lexicon: Lexicon, as_of: dt.date, folder: str
) -> bytes:
    """Return a case file with all that readings propose and that needs no mending.

    Parameters
    ----------
    name
        Slug of the case.
    readings
        Readings of the documents.
    lexicon
        Who may be spoken of.
    as_of
        The day of the case.
    folder
        Where the texts are stored, from the folder of the case.

    Raises
    ------
    ReadingError
        If nobody is named who could be a party, or nothing is said on any issue.
    """
    parties, areas = _parties(readings, lexicon), _areas(readings)
    where = ", ".join(reading.document.name for reading in readings)
    if not parties:
        raise ReadingError(where, f"no state or organisation is named that says or wants {_REST}")
    if not areas:
        raise ReadingError(where, f"no claim is about an issue of the taxonomy {_REST}")
    title, _ = title_of(readings[0].document)
    bare: dict[str, Data] = {
        "case": name,
        "title": title,
        "as_of": as_of.isoformat(),
        "horizon": (as_of + _HORIZON).isoformat(),
    }
    known = taxonomy().areas
    listed: dict[str, Data] = {
        "parties": [{"id": key, "name": label} for key, label in parties],
        "issues": [
            {
                "id": area.replace("_", "-"),
                "name": known[area].label,
                "area": area,
                "options": [
                    {"id": option, "name": label} for option, label in known[area].options.items()
                ],
                "without_agreement": next(iter(known[area].options)),
            }
            for area in areas
        ],
    }
    data = f"{_head(readings)}{emit(bare)}\n{emit(listed)}".encode()
    case, _ = parse_case(data, f"{name}.yaml")
    stored = {each.document.sha256: f"{folder}/{text_name(each.document)}" for each in readings}
    made = propose(case, tuple(readings), Names(case, lexicon), stored)
    kept, _ = with_needs(made, {each.id for each in made if each.asked})
    return apply(data, kept, f"{name}.yaml")


def _head(readings: Sequence[Reading]) -> str:
    guesses = ((clean(each.document.name, 80), kind_of(each)) for each in readings)
    lines = "".join(f"#   {name}: {guess.kind} ({guess.sign})\n" for name, guess in guesses)
    return f"{_HEAD}{lines}\nformat: 1\n"


_REST = "something; `goodoffices new NAME` writes a case to fill in by hand"


def _parties(readings: Sequence[Reading], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Return the states and bodies whose positions or delegates there are, else those that speak.

    In the order of how often; the same number, by id.
    """
    holding: Counter[str] = Counter()
    speaking: Counter[str] = Counter()

    def take(count: Counter[str], mention: Mention | None) -> None:
        for key in (mention.of, mention.actor) if mention else ():
            entry = lexicon.actors.get(key or "")
            if entry is not None and entry.kind in ("state", "organisation", "group"):
                count[entry.of if entry.of in lexicon.actors and entry.of else entry.id] += 1
                return

    for reading in readings:
        for claim in reading.claims:
            for speaker in (claim.speaker, *claim.joint):
                take(speaking, speaker)
                if claim.position:
                    take(holding, claim.holder or speaker)
        for delegate in reading.delegates:
            take(holding, delegate.side)
    chosen = holding or speaking
    ordered = sorted(chosen, key=lambda key: (-chosen[key], key))
    return [(key, (lexicon.actors[key].names or (key,))[0]) for key in ordered]


def _areas(readings: Sequence[Reading]) -> list[str]:
    wanted: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for reading in readings:
        for claim in reading.claims:
            for label in claim.issues:
                spoken[label.area] += 1
                wanted[label.area] += claim.position
    known = taxonomy().areas
    chosen = +wanted or spoken
    ordered = sorted((key for key in chosen if key in known), key=lambda key: (-chosen[key], key))
    return ordered[:_ISSUES]
