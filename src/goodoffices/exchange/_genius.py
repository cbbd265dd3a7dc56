"""GENIUS: a folder of XML files, one domain and one profile per party.

The worth of a package in GENIUS is the sum over the issues of weight times evaluation, in which the
evaluations of a discrete issue are divided by the largest of them, and those of an integer issue
are cut off at 0 and 1.

References
----------
Lin, Kraus, Baarslag, Tykhonov, Hindriks & Jonker 2014, "Genius: an integrated environment for
supporting the design of generic automated negotiators", Computational Intelligence 30(1),
doi:10.1111/j.1467-8640.2012.00463.x.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from goodoffices.exchange._assemble import Imported, assemble
from goodoffices.exchange._files import content, members, one_domain
from goodoffices.exchange._genius_domain import topics_of
from goodoffices.exchange._genius_profile import profile_of
from goodoffices.exchange._model import Domain, Profile, gathered
from goodoffices.exchange._names import plain
from goodoffices.exchange._xml import Element, parse_xml

__all__ = ["Evaluations", "from_genius"]

Evaluations = Literal["normalised", "as-written"]


def from_genius(
    folder: str | Path,
    *,
    evaluations: Evaluations = "normalised",
    as_of: dt.date | None = None,
) -> Imported:
    """Return the case that a folder of GENIUS files describes.

    Parameters
    ----------
    folder
        Holds one domain file and one profile file per party; other XML files are named in a
        notice.
    evaluations
        ``normalised`` divides the evaluations of an issue by the largest, as GENIUS does;
        ``as-written`` takes them as they stand, as NegMAS does.
    as_of
        Date of the case; today by default.

    Returns
    -------
    Imported
        A utility of the case is the one in GENIUS, where that one can reach 1 and does not fall
        below 0, else an affine function of it. Discounts, uncertain profiles, real-valued issues
        and utilities that are not additive are named in the notices.

    Raises
    ------
    ExchangeError
        If a file cannot be read, is not GENIUS XML, does not match the domain, or says what a
        case cannot hold.
    """
    shown = str(folder)
    domains: list[tuple[str, str, Element]] = []
    profiles: list[tuple[str, str, Element]] = []
    notices: list[str] = []
    files = []
    for path in members(folder, (".xml",)):
        if path.name.lower().endswith("pareto.xml"):
            notices.append(f"{path.name} was left out: a list of results, no part of a scenario")
            continue
        file = str(Path(shown) / path.name)
        root = parse_xml(content(path, file), file)
        if root.tag == "negotiation_template":
            domains.append((path.stem, file, root))
        elif root.tag == "utility_space":
            profiles.append((path.stem, file, root))
        else:
            notices.append(f"{path.name} was left out: <{root.tag[:40]}> is no part of a scenario")
            continue
        files.append(path.name)
    name, file, root = one_domain(
        domains,
        profiles,
        shown,
        domain="one domain file (<negotiation_template>)",
        profile="profile files (<utility_space>)",
    )
    topics, about = topics_of(root, file)
    notices += about
    parties: list[Profile] = []
    said: list[tuple[str, str]] = []
    for stem, profile_file, element in profiles:
        profile, about = profile_of(
            element, stem, profile_file, topics, normalise=evaluations == "normalised"
        )
        parties.append(profile)
        said += [(stem, notice) for notice in about]
    domain = Domain(
        name=plain(name),
        origin="GENIUS XML",
        files=tuple(files),
        topics=topics,
        profiles=tuple(parties),
        notices=(*notices, *gathered(said)),
    )
    return assemble(domain, shown, as_of=as_of)
