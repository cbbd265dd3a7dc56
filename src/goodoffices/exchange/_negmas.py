"""NegMAS: a folder of YAML or JSON files, one domain and one utility function per party.

The worth of a package is ``bias + sum_i weight_i * f_i(x_i)``, with one function per issue.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from goodoffices.exchange._assemble import Imported, assemble
from goodoffices.exchange._files import content, members, one_domain, text_of
from goodoffices.exchange._loader import Item, load
from goodoffices.exchange._model import Domain, Profile, gathered
from goodoffices.exchange._names import plain
from goodoffices.exchange._negmas_domain import class_of, topics_of
from goodoffices.exchange._negmas_profile import profile_of

__all__ = ["from_negmas"]


def from_negmas(folder: str | Path, *, as_of: dt.date | None = None) -> Imported:
    """Return the case that a folder of NegMAS files describes.

    Parameters
    ----------
    folder
        Holds one file with an outcome space and one per utility function, in YAML or JSON; other
        such files are named in a notice.
    as_of
        Date of the case; today by default.

    Returns
    -------
    Imported
        A utility of the case is the one in NegMAS, where that one stays in [0, 1] with weights
        that sum to 1, else an affine function of it. Real-valued issues, discounts and utilities
        that are not additive are named in the notices.

    Raises
    ------
    ExchangeError
        If a file cannot be read, a profile does not match the domain, or something is said that a
        case cannot hold.
    """
    shown = str(folder)
    domains: list[tuple[str, str, Item]] = []
    profiles: list[tuple[str, str, Item]] = []
    notices: list[str] = []
    files = []
    for path in members(folder, (".yml", ".yaml", ".json")):
        file = str(Path(shown) / path.name)
        root = load(text_of(content(path, file), file), file)
        kind = class_of(root)
        if root is not None and kind.endswith("OutcomeSpace"):
            domains.append((path.stem, file, root))
        elif root is not None and (kind.endswith(("Function", "UFun", "Fun")) or root.get("ufun")):
            profiles.append((path.stem, file, root))
        else:
            named = f"its type is {kind[:60]}" if kind else "it has no type"
            notices.append(f"{path.name} was left out: {named}, so it is no part of a scenario")
            continue
        files.append(path.name)
    stem, file, space = one_domain(
        domains, profiles, shown, domain="one outcome space", profile="utility functions"
    )
    topics, about = topics_of(space, file)
    notices += about
    parties: list[Profile] = []
    said: list[tuple[str, str]] = []
    for key, profile_file, item in profiles:
        profile, about = profile_of(item, key, profile_file, topics)
        parties.append(replace(profile, key=key))
        said += [(profile.name, notice) for notice in about]
    given = space.get("name")
    name = given.text if given is not None and given.text.strip() else stem
    domain = Domain(
        name=plain(name),
        origin="NegMAS files",
        files=tuple(files),
        topics=topics,
        profiles=tuple(parties),
        notices=(*notices, *gathered(said)),
        key=plain(stem),
    )
    return assemble(domain, shown, as_of=as_of)
