"""A case as GENIUS XML: one domain file, one profile per party."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr  # writes, and parses nothing

from goodoffices.case import Case
from goodoffices.case.emit import decimal
from goodoffices.case.model import Issue
from goodoffices.exchange._exported import Exported
from goodoffices.exchange._outline import Holder, Outline, outline
from goodoffices.exchange._scale import rounded

__all__ = ["to_genius"]

_NEAR = 1e-9
"""Weights that sum to 1 up to this stay as they are."""


def to_genius(case: Case) -> Exported:
    """Return a case as a folder of GENIUS files.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    Exported
        Utilities in GENIUS are those of the case. Links, red lines, uncertainty and consent
        that is not needed have no place in GENIUS and are named in the notices.

    Raises
    ------
    ExchangeError
        If nobody has a position with a weight.
    """
    found = outline(case)
    files = {f"{found.domain}.xml": _domain(found).encode()}
    for holder in found.holders:
        files[f"{found.stem(holder)}.xml"] = _profile(found, holder).encode()
    notices = list(found.notices)
    if any(link.bonus is None for link in case.links):
        notices.append("GENIUS holds no links: packages that the case rules out are possible there")
    if any(holder.vetoes for holder in found.holders):
        notices.append("GENIUS holds no red lines: they were left out")
    if others := [holder.id for holder in found.holders if not holder.consent]:
        notices.append(
            f"in GENIUS every party's consent is needed, also that of {', '.join(others)}"
        )
    return Exported(files, tuple(notices))


def _domain(found: Outline) -> str:
    lines = ["<negotiation_template>"]
    lines.append(f'<utility_space number_of_issues="{len(found.case.issues)}">')
    lines.append(_objective(found))
    for index, issue in enumerate(found.case.issues, 1):
        lines.append(_issue(index, issue))
        for o, label in enumerate(found.labels(issue)):
            note = issue.options[o].note
            about = f" description={quoteattr(note)}" if note else ""
            lines.append(f'<item index="{o + 1}" value={quoteattr(str(label))}{about}/>')
        lines.append("</issue>")
    lines += ["</objective>", "</utility_space>", "</negotiation_template>"]
    return "\n".join(lines) + "\n"


def _profile(found: Outline, holder: Holder) -> str:
    peaks = {key: max(values) for key, values in holder.values.items()}
    weights = {key: weight * peaks[key] for key, weight in holder.weights.items()}
    unit = 1.0 if abs(holder.width - 1) <= _NEAR else holder.width
    lines = ["<utility_space>", _objective(found)]
    for index, issue in enumerate(found.case.issues, 1):
        lines.append(_issue(index, issue))
        values = holder.values.get(issue.id, (0.0,) * len(issue.options))
        for o, label in enumerate(found.labels(issue)):
            worth = decimal(rounded(values[o] / (peaks.get(issue.id) or 1.0), 1.0))
            item = f'index="{o + 1}" value={quoteattr(str(label))} evaluation="{worth}"'
            lines.append(f"<item {item}/>")
        lines.append("</issue>")
    for index, issue in enumerate(found.case.issues, 1):
        weight = decimal(rounded(weights.get(issue.id, 0.0) / unit, 1.0))
        lines.append(f'<weight index="{index}" value="{weight}"/>')
    floor = (holder.floor or 0.0) * holder.width / unit
    lines.append("</objective>")
    lines.append('<discount_factor value="1"/>')
    lines.append(f'<reservation value="{decimal(rounded(floor, max(1.0, floor)))}"/>')
    lines.append("</utility_space>")
    return "\n".join(lines) + "\n"


def _objective(found: Outline) -> str:
    name = quoteattr(found.case.case)
    return f'<objective index="0" description="" name={name} type="objective" etype="objective">'


def _issue(index: int, issue: Issue) -> str:
    kind = 'vtype="discrete" type="discrete" etype="discrete"'
    return f'<issue index="{index}" name={quoteattr(issue.name)} {kind}>'
