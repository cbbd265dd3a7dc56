"""Provisions of agreements in words: the codes of PA-X."""

from __future__ import annotations

__all__ = ["provision"]

_PROVISIONS = {
    "Ce": "a ceasefire",
    "Cons": "the constitution",
    "DevHum": "humanitarian aid",
    "DevInfra": "infrastructure and rebuilding",
    "Ele": "elections",
    "GRef": "refugees and displaced persons",
    "ImE": "a mechanism for its own enforcement or supervision",
    "ImOth": "the signature of a third party other than the United Nations",
    "ImPK": "an international mission or force",
    "ImUN": "the signature of the United Nations",
    "IntFu": "international funds",
    "Polps": "power sharing in government",
    "ProtCiv": "the protection of civilians",
    "SsrArm": "the armed forces",
    "SsrDdr": "disarmament, demobilisation and reintegration",
    "SsrFf": "the withdrawal of foreign forces",
    "SsrGua": "security guarantees",
    "StBor": "the course of a border",
    "StDef": "the nature of the state",
    "StRef": "a referendum on statehood",
    "StXbor": "matters across a border",
    "TjAm": "an amnesty",
    "TjPrire": "the release of prisoners",
    "TjRep": "reparations",
    "TjSan": "sanctions",
    "TpsAut": "autonomy or a federation",
}
"""In our words; what exactly is coded, the codebook of PA-X says."""


def provision(code: str) -> str:
    """Return what an agreement with a code of PA-X above 0 provides for.

    Examples
    --------
    >>> provision("SsrGua")
    'security guarantees'
    """
    return _PROVISIONS[code]
