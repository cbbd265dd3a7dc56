"""A case as JSON."""

from __future__ import annotations

import datetime as dt
import json

from goodoffices.case import Case
from goodoffices.exchange._exported import Exported

__all__ = ["to_json"]


def to_json(case: Case) -> Exported:
    """Return a case as JSON, with everything that it says.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    Exported
        The keys are those of a case file, and ``format`` names their version, so that the JSON is
        a case file itself. Only comments are lost.
    """
    data = case.model_dump(by_alias=True, exclude_defaults=True)
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False, default=_day)
    return Exported({"": f"{text}\n".encode()}, ())


def _day(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no part of a case")
