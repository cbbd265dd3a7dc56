"""The taxonomy is whole: what it names, it has."""

from __future__ import annotations

from goodoffices.case import taxonomy


def test_every_link_and_every_role_names_an_area():
    known = taxonomy().areas
    assert len(known) == 24
    for area in known.values():
        assert set(area.links) <= set(known), area.id
        assert len(area.options) >= 4
    for role in taxonomy().roles:
        assert set(role.areas) <= set(known), role.role


def test_shares_are_shares_of_agreements():
    for area in taxonomy().areas.values():
        for code, shares in area.shares.items():
            assert code.isalpha()
            for share in (shares.all, shares.interstate, shares.ceasefire, shares.comprehensive):
                assert 0 <= share <= 1
