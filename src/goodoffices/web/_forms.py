"""The forms of a position, an issue and a party: what is asked, and the edits that answers make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from goodoffices.case import Case, CaseFile, Edit, Insert, Problem, Put, Remove
from goodoffices.web._fields import (
    Choice,
    Consent,
    Fields,
    Flag,
    Group,
    Ids,
    Kind,
    Number,
    Option,
    Ranked,
    Rows,
    Text,
    read,
    shown,
)

__all__ = ["At", "Form", "form_at"]

BELIEVED = ("ideal", "values", "ranking")
"""The ways in which what a party wants can be given; a position has one of them at most."""

_NOTE: Mapping[str, Kind] = {"why": Text(), "claims": Ids()}


@dataclass(frozen=True, slots=True)
class At:
    """What a form is about, as in its address.

    Parameters
    ----------
    kind
        A cell of the matrix, or the head of a row or a column.
    party, issue
        Whose, and of what; empty where it is about the other.
    """

    kind: Literal["cell", "issue", "party"]
    party: str = ""
    issue: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What its address ends with."""
        return (self.kind, *(each for each in (self.party, self.issue) if each))

    @property
    def place(self) -> str:
        """Where problems of it are, in the words of the format."""
        if self.kind == "cell":
            return f"positions[{self.party}, {self.issue}]"
        return f"issues[{self.issue}]" if self.kind == "issue" else f"parties[{self.party}]"


@dataclass(frozen=True, slots=True)
class Form:
    """A form, as it is shown.

    Parameters
    ----------
    at
        What it is about.
    kind
        What its fields are.
    path
        The entry of the file; for a blank cell, where in the list of positions one would come.
    value
        The entry as the file has it; ``None`` for a blank cell.
    fields
        What stands in the fields.
    rows
        By list, of which row of the form each entry is that came of it.
    """

    at: At
    kind: Group
    path: tuple[str, int]
    value: dict[str, Any] | None
    fields: dict[str, tuple[str, ...]]
    rows: dict[str, list[int]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return the text of a field."""
        return next(iter(self.fields.get(name, ())), "")

    def count(self, name: str) -> int:
        """Return how many rows of a list there are."""
        numbers = {key.split(".")[1] for key in self.fields if key.startswith(f"{name}.")}
        return max((int(each) + 1 for each in numbers if each.isdecimal()), default=0)

    def filled(self, sent: Fields) -> Form:
        """Return the form with what somebody has typed in."""
        rows: dict[str, list[int]] = {}
        read(self.kind, sent, self.value, "", rows)
        known = {name: tuple(texts) for name, texts in sent.items() if len(name) < 200}
        return replace(self, fields={**self.fields, **known}, rows=rows)

    def changed(self, sent: Fields) -> Fields:
        """Return those of the fields that were sent that are not as the form has them."""
        return {
            name: texts for name, texts in sent.items()
            if _clean(texts) != _clean(self.fields.get(name, ()))
        }  # fmt: skip

    def edits(self, sent: Fields) -> tuple[Edit, ...]:
        """Return what the fields change in the file."""
        if "remove" in sent and self.at.kind == "cell":
            return (Remove(self.path),) if self.value is not None else ()
        entry = read(self.kind, sent, self.value, "") or {}
        if self.at.kind == "cell":
            entry = _position(entry, sent)
        if self.value is None:
            if not entry:
                return ()
            made = {"party": self.at.party, "issue": self.at.issue, **entry}
            return (Insert(self.path[:1], (made,), before=self.path[1]),)
        return (Put(self.path, entry),)

    def placed(
        self, problems: Iterable[Problem]
    ) -> tuple[dict[str, list[str]], tuple[Problem, ...]]:
        """Return problems by the field that they belong to, and the others."""
        by_field: dict[str, list[str]] = {}
        others = []
        for problem in problems:
            name = self._field(problem.where)
            if name is None:
                others.append(problem)
            else:
                by_field.setdefault(name, []).append(problem.message)
        return by_field, tuple(others)

    def _field(self, where: str) -> str | None:
        """Return the field that a place in the words of the format leads to."""
        if not where.startswith((f"{self.at.place}.", f"{self.at.place}[")):
            return None
        steps = re.findall(r"[^.\[\]]+", where[len(self.at.place) :])
        for n, step in enumerate(steps[1:], 1):
            rows = self.rows.get(steps[0]) if n == 1 else None
            if step.startswith("#"):
                at = int(step[1:]) - 1
                steps[n] = str(rows[at] if rows and at < len(rows) else at)
            elif rows is not None:
                named = [k for k in rows if self.one(f"{steps[0]}.{k}.id") == step]
                steps[n] = str(named[0]) if named else step
        names = {name.rsplit(".", 1)[0] if _END.search(name) else name for name in self.fields}
        # What is wrong with a group or a list as a whole is said at its end.
        names |= {name.partition(".")[0] for name in names}
        for end in range(len(steps), 0, -1):
            name = ".".join(steps[:end])
            if name in names:
                return name
        return None


_END = re.compile(r"\.(?:low|mode|high)$")


def form_at(file: CaseFile, at: At) -> Form | None:
    """Return the form of a place as the file has it; ``None`` where there is no such place."""
    plain: Any = file.marks.plain
    case = file.case
    if at.party and at.party not in {each.id for each in case.parties}:
        return None
    if at.issue and at.issue not in {each.id for each in case.issues}:
        return None
    kind = _kind(case, at)
    part = {"cell": "positions", "issue": "issues", "party": "parties"}[at.kind]
    entries = plain.get(part) or ()
    if at.kind == "cell":
        keys = [(each["party"], each["issue"]) for each in entries]
        wanted: Any = (at.party, at.issue)
    else:
        keys = [each["id"] for each in entries]
        wanted = at.party or at.issue
    value = entries[keys.index(wanted)] if wanted in keys else None
    index = keys.index(wanted) if wanted in keys else _place(keys, at.party)
    fields = dict(shown(kind, value, ""))
    if at.kind == "cell":
        fields["believed"] = (next((key for key in BELIEVED if value and key in value), ""),)
    return Form(at, kind, (part, index), value, fields)


def _place(keys: list[tuple[str, str]], party: str) -> int:
    """Return where a new position comes: after those of its party, or last."""
    own = [n for n, key in enumerate(keys, 1) if key[0] == party]
    return own[-1] if own else len(keys)


def _kind(case: Case, at: At) -> Group:
    if at.kind == "issue":
        return Group({
            "name": Text(), "question": Text(), "area": Choice(), "options": Rows(Option(), "id"),
            "without_agreement": Choice(), "ladder": Flag(default=True), "separable": Flag(),
            "principle": Flag(), **_NOTE,
        })  # fmt: skip
    if at.kind == "party":
        floor = Group({"utility": Number(), "per_month": Number(), **_NOTE})
        return Group({
            "name": Text(), "short": Text(), "consent": Consent(), "no_agreement": floor,
            "note": Text(), "claims": Ids(),
        })  # fmt: skip
    issue = next(each for each in case.issues if each.id == at.issue)
    line = Group({"options": Ids(), "kind": Choice(), "holds": Number(), **_NOTE})
    return Group({
        "stated": Choice(), "weight": Number(), "ideal": Choice(), "curvature": Number(),
        "values": Group({option.id: Number() for option in issue.options}), "ranking": Ranked(),
        "red_lines": Rows(line, "options"), "mandate": Group({"options": Ids(), **_NOTE}), **_NOTE,
    })  # fmt: skip


def _position(entry: dict[str, Any], sent: Fields) -> dict[str, Any]:
    """Return a position with what is believed given in the one way that was chosen."""
    chosen = next(iter(sent.get("believed", ())), None)
    if chosen is None:
        return entry
    gone = {key for key in BELIEVED if key != chosen} | (
        {"curvature"} if chosen != "ideal" else set()
    )
    return {key: value for key, value in entry.items() if key not in gone}


def _clean(texts: Iterable[str]) -> list[str]:
    return [text.replace("\r\n", "\n").strip() for text in texts if text.strip()]
