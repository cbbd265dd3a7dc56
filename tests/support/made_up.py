"""A made-up case with two sides, a mediator and an outsider, of which a test says the steps."""

from __future__ import annotations

from support.two_valleys import case_of


def made_up(*steps, floors=(0.5, 0.5), worth=(0.6, 0.6), **changes):
    """Return a case about one issue; `floors` are r_p and `worth` u_p(signed) of a and b."""
    parties = [
        {"id": key, "name": key.upper(), "consent": True, "no_agreement": {"utility": floor}}
        for key, floor in zip("ab", floors, strict=True)
    ]
    parties += [
        {"id": "m", "name": "M", "mediator": {"bias": 0, "leverage": 0.5, "patience": 6}},
        {"id": "o", "name": "O"},
    ]
    data = {
        "format": 1,
        "case": "made-up",
        "title": "A made-up case",
        "as_of": "2030-01-01",
        "horizon": "2030-12-31",
        "sources": [{"id": "s", "title": "S", "date": "2029-12-01", "kind": "reporting",
                     "reliability": "B"}],
        "claims": [{"id": f"c{k}", "text": f"Claim {k}.", "source": "s", "kind": "fact",
                    "credibility": 2} for k in range(4)],
        "parties": parties,
        "issues": [{"id": "deal", "name": "The deal", "area": "ceasefire",
                    "options": ["none", "signed", "more"], "without_agreement": "none"}],
        "positions": [
            {"party": key, "issue": "deal", "weight": 1,
             "values": {"none": 0, "signed": value, "more": 1}}
            for key, value in zip("ab", worth, strict=True)
        ],
        "steps": list(steps),
    }  # fmt: skip
    return case_of(data | changes)


def step(key, by="a", **rest):
    """Return a step as a case file has it."""
    names = {"with_": "with", "waits": "waits_for"}
    more = {names.get(name, name): value for name, value in rest.items()}
    return {"id": key, "name": key.title(), "by": [by] if isinstance(by, str) else by} | more


def waits(party, *steps, claims=()):
    """Return a condition."""
    return {"party": party, "steps": list(steps), "claims": list(claims)}


SIGNED = {"deal": "signed"}
