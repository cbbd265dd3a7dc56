"""The brief of the two valleys, with a zone at the most plausible numbers and without one."""

from __future__ import annotations

import pytest
from support.two_valleys import CASE, File, case_of, zone_of

from goodoffices.brief import compose


@pytest.fixture
def case():
    return case_of(CASE)


@pytest.fixture(params=[True, False], ids=["with-zone", "without-zone"])
def zone(request):
    return zone_of(inside=request.param)


@pytest.fixture
def document(case, zone):
    return compose(File(case), zone)


@pytest.fixture
def disputed():
    """A brief in which a disputed name is used."""
    term = {"term": "bridge", "note": "Crossing in the south."}
    return compose(File(case_of({**CASE, "disputed_terms": [term]})), zone_of(inside=True))
