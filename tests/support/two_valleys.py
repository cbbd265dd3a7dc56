"""A small case with two sides, a mediator and a guarantor, and answers made up by hand."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass
from typing import Any

from goodoffices.case import Case, Override
from goodoffices.preferences import Share
from goodoffices.zone import (
    Band,
    BlockingSet,
    Change,
    Demand,
    FrontierSize,
    Influence,
    Learning,
    Lever,
    Margin,
    Repair,
    Settlement,
    Size,
    Solution,
    ZoneResult,
)


@dataclass(frozen=True)
class File:
    """What `compose` asks of a case file."""

    case: Case
    sha256: str = "0" * 64
    overrides: tuple[Override, ...] = ()


CASE: dict[str, Any] = {
    "format": 1,
    "case": "two-valleys",
    "title": "The two valleys",
    "as_of": "2026-02-01",
    "horizon": "2026-12-31",
    "sources": [
        {"id": "gazette", "title": "The Gazette", "outlet": "Gazette", "date": "2026-01-20",
         "kind": "reporting", "reliability": "B"},
        {"id": "essay", "title": "An essay", "author": "A. Writer", "date": "2026-01-25",
         "kind": "commentary", "reliability": "C"},
    ],
    "actors": [{"id": "aide", "name": "An aide", "of": "north"}],
    "claims": [
        {"id": "north-wants-bridge", "text": "North wants the bridge.", "source": "gazette",
         "at": {"paragraph": 3}, "speaker": "north", "kind": "attributed", "credibility": 2,
         "about": ["bridge"]},
        {"id": "south-never", "text": "South will never give the bridge.", "source": "essay",
         "kind": "judgement", "credibility": 3, "hedge": "impression",
         "about": ["bridge", "south"], "contested_by": ["south-maybe"]},
        {"id": "south-maybe", "text": "South may share it.", "source": "gazette",
         "speaker": "south", "via": ["aide"], "kind": "attributed", "credibility": 3,
         "about": ["south"], "drift": "The essay makes it firmer."},
    ],
    "disputed_terms": [{"term": "Old Bridge", "note": "New Bridge in the south."}],
    "parties": [
        {"id": "north", "name": "Republic of the North", "short": "North", "consent": True,
         "no_agreement": {"utility": [0.3, 0.4, 0.5]},
         "delegations": {
             "first": [{"name": "General Pine", "office": "chief of staff",
                        "portfolio": "military", "head": True}],
             "second": [{"name": "Dr Elm", "office": "deputy minister", "portfolio": "political",
                         "head": True, "claims": ["north-wants-bridge"]},
                        {"name": "Ms Oak", "office": "trade envoy", "portfolio": "economic",
                         "track": "trade group"}],
         }},
        {"id": "south", "name": "South", "consent": True, "no_agreement": {"utility": 0.45}},
        {"id": "empire", "name": "Empires", "consent": ["troops"],
         "mediator": {"bias": [0.1, 0.3, 0.5], "leans": "north", "leverage": 0.7,
                      "patience": [2, 5, 9]}},
    ],
    "issues": [
        {"id": "bridge", "name": "The Old Bridge", "area": "territory",
         "options": [{"id": "north", "name": "to North"}, {"id": "shared", "name": "shared"},
                     {"id": "south", "name": "to South"}],
         "without_agreement": "south", "claims": ["north-wants-bridge"]},
        {"id": "troops", "name": "Troops", "area": "foreign_troops",
         "options": [{"id": "none", "name": "none"}, {"id": "few", "name": "few"},
                     {"id": "many", "name": "many"}],
         "without_agreement": "none"},
        {"id": "trade", "name": "Trade", "area": "sanctions",
         "options": [{"id": "closed", "name": "closed"}, {"id": "open", "name": "open"}],
         "without_agreement": "closed"},
    ],
    "positions": [
        {"party": "north", "issue": "bridge", "stated": "north", "weight": [0.4, 0.5, 0.6],
         "values": {"north": 1, "shared": [0.5, 0.6, 0.7], "south": 0},
         "claims": ["north-wants-bridge"]},
        {"party": "north", "issue": "troops", "weight": 0.3, "ideal": "few"},
        {"party": "south", "issue": "bridge", "stated": "south", "weight": 0.6,
         "ideal": "south", "curvature": [0.5, 1, 2], "claims": ["south-never"],
         "red_lines": [{"options": ["north"], "kind": "absolute", "claims": ["south-never"]},
                       {"options": ["shared"], "kind": "stated", "holds": [0.3, 0.5, 0.7]}]},
        {"party": "south", "issue": "trade", "weight": 0.4, "ranking": ["open", "closed"]},
        {"party": "empire", "issue": "troops", "weight": 1,
         "values": {"none": 1, "few": 0.4, "many": 0},
         "red_lines": [{"options": ["many"], "kind": "absolute"}]},
    ],
    "links": [
        {"id": "share-needs-troops",
         "requires": {"if": "bridge.shared", "then": "troops.few|many"}},
    ],
    "rounds": [
        {"id": "first", "dates": ["2026-01-10", "2026-01-11"], "place": "Town",
         "format": "proximity", "level": "technical", "parties": ["north", "south"],
         "agenda": ["troops"], "result": "Maps exchanged."},
        {"id": "second", "dates": ["2026-02-10", "2026-02-12"], "place": "City",
         "format": "trilateral", "level": "political", "parties": ["north", "south", "empire"],
         "agenda": ["bridge"]},
    ],
    "events": [{"id": "vote", "name": "Vote in the South", "kind": "election",
                "on": "2026-06-01"}],
}  # fmt: skip


def frozen(value: Any) -> Any:
    """Return lists as tuples, the way a case file is read."""
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def case_of(data: dict[str, Any]) -> Case:
    """Return the case that plain data describe."""
    return Case.model_validate(frozen(data))


def share(value: float, half: float = 0.02) -> Share:
    """Return a share with an interval of a given half-width."""
    return Share(value, max(0.0, value - half), min(1.0, value + half), 2000)


def settlement(bridge: str, *, inside: bool, gain: float, robustness: float) -> Settlement:
    """Return a package that differs from the others by the bridge."""
    return Settlement(
        package={"bridge": bridge, "troops": "few", "trade": "open"},
        utility={"north": 0.4 + gain, "south": 0.45 + gain / 2, "empire": 0.4},
        surplus={"north": gain, "south": gain / 2},
        acceptance={"north": share(0.8), "south": share(0.5), "empire": share(0.9)},
        robustness=share(robustness),
        in_zone=inside,
    )


def zone_of(*, inside: bool) -> ZoneResult:
    """Return an answer with a zone at the modal draw, or one without."""
    best = settlement("shared", inside=inside, gain=0.1 if inside else -0.05, robustness=0.371)
    other = settlement("south", inside=inside, gain=0.04, robustness=0.21)
    red = Demand("red_line", party="south", issue="bridge", options=("shared",))
    floor = Demand("floor", party="north")
    change = Change("drop_red_line", "south", "bridge", ("shared",))
    package = {"bridge": "shared", "troops": "few", "trade": "open"}
    lever = Lever(change, True, 0.05, share(0.55), 0.18, package)
    later = Repair((Change("defer", issue="bridge"),), 0.0, 0.02, package, share(0.9))
    repair = Repair(
        (change, Change("lower_floor", "north", delta=0.06)), 0.36, 0.01, package, share(0.6)
    )
    return ZoneResult(
        case="two-valleys",
        as_of=dt.date(2026, 2, 1),
        at=dt.date(2026, 2, 1),
        seed=1,
        draws=2000,
        parties=("north", "south"),
        limited={"empire": ("troops",)},
        floor={"north": 0.4, "south": 0.45},
        zone=share(0.371),
        inadmissible=share(0.01, 0.005),
        undecided=share(0.0, 0.002),
        margin=Margin(0.05 if inside else -0.05, (-0.2, -0.1, -0.02, 0.03, 0.1), exact=True),
        pivots=(),
        status_quo_in_zone=False,
        headline=best,
        searched="all 18 packages",
        closest=best,
        size=Size(*(3, 3, 3) if inside else (0, 0, 0), exact=True, packages=18),
        frontier=FrontierSize(4, 2 if inside else 0, 1, 0.0),
        powers=None,
        solutions=(
            Solution("nash", best, 0.01, 0.01, exact=True, proof="all packages compared"),
            Solution("egalitarian", other, 0.02, 0.02, exact=True, proof="all packages compared"),
        )
        if inside
        else (),
        bands={
            "bridge": Band(
                ("shared", "south"), ("shared",) if inside else (), {"shared": 1.0}, share(0.12)
            ),
            "troops": Band(
                ("none", "few"), ("few",) if inside else (), {"few": 1.0}, share(0.0, 0.002)
            ),
            "trade": Band(
                ("closed", "open"), ("open",) if inside else (), {"open": 1.0}, share(0.0, 0.002)
            ),
        },
        blocking=() if inside else (BlockingSet((red, floor)),),
        blocking_complete=True,
        repairs=() if inside else (later, repair),
        levers=(lever,),
        unfinished=(),
        influences=(
            Influence(
                "positions[south,bridge].red_lines[1]", "red_line", "south", "bridge", None,
                share(0.7), share(0.05), 0.41, Learning(0.08, 0.05, 0.11),
            ),
            Influence(
                "parties[north].no_agreement.utility", "floor", "north", None, None,
                share(0.5), share(0.2), 0.1, Learning(-0.01, -0.03, 0.01),
            ),
        ),
    )  # fmt: skip


HOSTILE = [
    "<script>alert(1)</script>",
    "\"onload='x'\" ><img src=x onerror=alert(1)>",
    "</title></style><b>bold",
    "evil\u202egnp.exe",
    "nul\u0000 and \u0007bell",
    "x" * 180,
    "| pipe `tick` [link](javascript:alert(1)) # *star*",
    "شركة الشمال",
    "{{ 7*7 }} {% raw %}",
]


def hostile(text: str) -> dict[str, Any]:
    """Return the case with a hostile text wherever one may stand."""
    data = copy.deepcopy(CASE)
    data["title"] = data["summary"] = text[:200]
    data["parties"][0] |= {"name": text[:200], "short": text[:200], "note": text}
    data["parties"][0]["delegations"]["second"][0] |= {"name": text, "office": text}
    data["issues"][0]["name"] = text
    data["issues"][0]["options"][0]["name"] = text
    data["sources"][0] |= {"title": text, "author": text, "url": text}
    data["claims"][0] |= {"text": text, "note": text, "drift": text, "at": {"section": text}}
    data["rounds"][0] |= {"place": text, "result": text, "name": text}
    data["events"][0]["name"] = text
    data["disputed_terms"][0] |= {"term": text, "note": text}
    return data
