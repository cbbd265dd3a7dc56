"""A domain of another tool as a case in our own format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.case import Case, parse_case
from goodoffices.case.emit import Data, emit
from goodoffices.exchange._limits import LINKS, OPTIONS, PARTIES, TOPICS, bounded
from goodoffices.exchange._marks import NO_RESERVE, NUMBERS, begins_at, unit_text
from goodoffices.exchange._model import Choice, Domain, Profile, Rule
from goodoffices.exchange._names import TEXT, clean, slugs, unlike
from goodoffices.exchange._scale import Scaled, scale
from goodoffices.exchange.errors import ExchangeError

__all__ = ["AREA", "Imported", "assemble"]

AREA = "political_framework"
"""An issue has an area, and other tools know none."""

_YEAR = dt.timedelta(days=365)
_LEFT_OUT = "What it wants is written in a way that could not be carried over."


@dataclass(frozen=True, slots=True)
class Imported:
    """A case that came from another tool.

    Parameters
    ----------
    case
        The case.
    text
        The same as a case file, with comments on where it came from.
    notices
        What could not be carried over, or was changed, in sentences; also among the comments.
    """

    case: Case
    text: str
    notices: tuple[str, ...]


def assemble(domain: Domain, shown: str, *, as_of: dt.date | None) -> Imported:
    """Return the case that a domain describes.

    Parameters
    ----------
    domain
        The domain.
    shown
        The file or folder as messages name it.
    as_of
        Date of the case; today by default.

    Raises
    ------
    ExchangeError
        If the domain has no issue, no party, or more of something than a case holds.
    """
    _fits(domain, shown)
    builder = _Builder(domain)
    day = as_of or dt.datetime.now(tz=dt.UTC).date()
    try:
        horizon = day + _YEAR
    except OverflowError:
        horizon = day
    name = clean(domain.name) or "imported case"
    data: dict[str, Data] = {
        "format": 1,
        "case": slugs([domain.key or name], "case")[0],
        "title": name,
        "as_of": day.isoformat(),
        "horizon": horizon.isoformat(),
        "parties": list(builder.parties()),
        "issues": list(builder.issues()),
    }
    if positions := list(builder.positions()):
        data["positions"] = positions
    if links := list(builder.links()):
        data["links"] = links
    notices = (*domain.notices, *builder.notices)
    text = "".join(f"{line}\n" for line in _header(domain, notices)) + "\n" + emit(data)
    case, _ = parse_case(text.encode(), f"the case made of {shown}")
    return Imported(case, text, notices)


def _fits(domain: Domain, shown: str) -> None:
    if not domain.topics:
        raise ExchangeError(shown, "there are no issues, expected at least one")
    if not domain.profiles:
        raise ExchangeError(shown, "there are no parties, expected at least one")
    bounded(shown, "issues", len(domain.topics), TOPICS)
    bounded(shown, "parties", len(domain.profiles), PARTIES)
    bounded(shown, "rules", len(domain.rules), LINKS)
    for topic in domain.topics:
        bounded(shown, f"options of '{clean(topic.name, 60)}'", len(topic.options), OPTIONS)


class _Builder:
    """Names, ids and scales of one domain, and the parts of a case made of them."""

    def __init__(self, domain: Domain) -> None:
        self.notices: list[str] = []
        self._domain = domain
        self._party_names = self._named([each.name for each in domain.profiles], "party")
        keys = (
            each.key or name for each, name in zip(domain.profiles, self._party_names, strict=True)
        )
        self._party_ids = slugs(keys, "party")
        self._issue_names = self._named([topic.name for topic in domain.topics], "issue")
        # Claims may be about a party or an issue, so that no id is both.
        self._issue_ids = slugs(self._issue_names, "issue", self._party_ids)
        self._option_names = [
            self._named([_label(choice) for choice in topic.options], "option")
            for topic in domain.topics
        ]
        self._option_ids = [slugs(names, "option") for names in self._option_names]
        self._scaled = [scale(each) if _weighs(each) else None for each in domain.profiles]
        for scaled in self._scaled:
            self.notices += scaled.notices if scaled else ()
        if notice := self._nobody():
            self.notices.append(notice)

    def _nobody(self) -> str:
        """Return what to say where nobody's consent is needed in the case, else an empty text."""
        needed = [each.consent for each in self._domain.profiles]
        read = [scaled is not None for scaled in self._scaled]
        if any(n and r for n, r in zip(needed, read, strict=True)):
            return ""
        if not any(needed):
            why = "no party's consent is needed"
        elif any(read):
            why = "of no party whose consent is needed could the preferences be read"
        else:
            why = "no party's preferences could be read"
        return f"{why}, so goodoffices zone has no answer for this case"

    def _named(self, names: list[str], kind: str) -> list[str]:
        found = unlike(names, kind)
        for old, new in zip(names, found, strict=True):
            if old != new:
                self.notices.append(f"a name of an {kind} was changed, to '{clean(new, 60)}'")
        return found

    def parties(self) -> Iterator[dict[str, Data]]:
        """Yield the parties."""
        for p, profile in enumerate(self._domain.profiles):
            scaled = self._scaled[p]
            party: dict[str, Data] = {"id": self._party_ids[p], "name": self._party_names[p]}
            party["consent"] = profile.consent and scaled is not None
            if scaled is not None and not profile.as_without:
                party["no_agreement"] = _no_agreement(scaled)
            if scaled is not None and scaled.unit != 1:
                party["note"] = unit_text(scaled.unit)
            if not profile.additive:
                party["note"] = _LEFT_OUT
            yield party

    def issues(self) -> Iterator[dict[str, Data]]:
        """Yield the issues."""
        for i, topic in enumerate(self._domain.topics):
            issue: dict[str, Data] = {
                "id": self._issue_ids[i],
                "name": self._issue_names[i],
                "area": AREA,
                "options": [self._option(i, o, each) for o, each in enumerate(topic.options)],
            }
            if not topic.ladder:
                issue["ladder"] = False
            issue["without_agreement"] = self._option_ids[i][topic.without or 0]
            if topic.numeric:
                issue["why"] = NUMBERS
            yield issue

    def _option(self, i: int, o: int, choice: Choice) -> Data:
        key, name = self._option_ids[i][o], self._option_names[i][o]
        option: dict[str, Data] = {"id": key, "name": name}
        note = clean(choice.note or "", TEXT)
        if note:
            option["note"] = note
        return key if not note and name == key.replace("-", " ") else option

    def positions(self) -> Iterator[dict[str, Data]]:
        """Yield the positions, party by party."""
        for p, profile in enumerate(self._domain.profiles):
            vetoed: dict[int, list[str]] = {}
            for i, o in profile.vetoes:
                vetoed.setdefault(i, []).append(self._option_ids[i][o])
            for i in range(len(self._domain.topics)):
                held = self._worth(self._scaled[p], i)
                if held or i in vetoed:
                    position: dict[str, Data] = {"party": self._party_ids[p]}
                    position |= {"issue": self._issue_ids[i], **held}
                    if i in vetoed:
                        position["red_lines"] = [{"options": vetoed[i], "kind": "absolute"}]
                    yield position

    def _worth(self, scaled: Scaled | None, i: int) -> dict[str, Data]:
        weight = scaled.weights[i] if scaled else None
        if scaled is None or weight is None:
            return {}
        held: dict[str, Data] = {
            "weight": weight,
            "values": dict(zip(self._option_ids[i], scaled.values[i], strict=True)),
        }
        if scaled.begins[i] != 0:
            held["why"] = begins_at(scaled.begins[i])
        return held

    def links(self) -> Iterator[dict[str, Data]]:
        """Yield the rules between options."""
        for n, rule in enumerate(self._domain.rules, 1):
            yield {"id": f"rule-{n}", "excludes": self._terms(rule)}

    def _terms(self, rule: Rule) -> list[Data]:
        return [
            f"{self._issue_ids[i]}.{'|'.join(self._option_ids[i][o] for o in options)}"
            for i, options in rule.terms
        ]


def _label(choice: Choice) -> str:
    return choice.value if isinstance(choice.value, str) else str(choice.value)


def _weighs(profile: Profile) -> bool:
    return any(weight is not None for weight in profile.weights)


def _no_agreement(scaled: Scaled) -> dict[str, Data]:
    if scaled.floor is None:
        return {"utility": 0.0, "why": NO_RESERVE}
    return {"utility": scaled.floor}


def _header(domain: Domain, notices: tuple[str, ...]) -> Iterator[str]:
    files = domain.files if len(domain.files) <= 12 else (*domain.files[:12], "...")
    yield f"# Imported from {domain.origin}: {', '.join(clean(file) for file in files)}"
    yield "#"
    yield "# No claim stands behind any of it: each number is an assumption until one does."
    yield f"# Placeholders: as_of, horizon and every area ({AREA})"
    if any(topic.without is None for topic in domain.topics):
        yield "# and without_agreement where the files name no such option: the first one."
    if notices:
        yield "#"
        yield "# Not carried over as it stood:"
        for notice in notices:
            yield f"# - {clean(notice, TEXT)}"
