"""What a data set is: who publishes it, which version and columns are read, how it is cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Column", "Dataset", "Part"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read; any other column of the file is left alone.

    Parameters
    ----------
    name
        Its name in the header.
    kind
        What its cells hold.
    meaning
        What it says, and what becomes of it.
    """

    name: str
    kind: Literal["text", "whole number", "code", "yes or no", "date"]
    meaning: str


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a data set.

    Parameters
    ----------
    name
        The name under which its publisher offers it.
    columns
        The columns that it must have, and that tell it from the other files.
    needed
        Whether nothing can be done without it.
    """

    name: str
    columns: tuple[Column, ...]
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set, as its adapter knows it.

    Parameters
    ----------
    id
        The name by which commands call it.
    title
        Its title and the version that is read.
    version
        The version alone.
    events
        What its events are, in the plural.
    publisher
        Who offers it for download, and where.
    cite
        What its users are asked to cite.
    licence
        What is known of its licence; the publisher's word counts.
    parts
        Its files.
    holds
        What "failed" means, as the end of a sentence; ``None`` where nothing is followed through
        time, so that there is no survival.
    until
        The end of what the version records; ``None`` where nothing is followed through time.
    features
        What survival can be compared by, and what each means.
    """

    id: str
    title: str
    version: str
    events: str
    publisher: str
    cite: str
    licence: str
    parts: tuple[Part, ...]
    holds: str | None = None
    until: str | None = None
    features: Mapping[str, str] = field(default_factory=dict)
