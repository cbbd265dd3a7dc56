"""Which issues stand most in the way, of answers made up by hand."""

from __future__ import annotations

import dataclasses

from support.two_valleys import CASE, case_of, share, zone_of

from goodoffices.record import in_the_way
from goodoffices.zone import BlockingSet, Change, Demand, Lever


def gains(**by_issue):
    """Levers that gain so much by deferring an issue."""
    return tuple(
        Lever(Change("defer", issue=issue), gain > 0, 0.01, share(0.5), gain, None)
        for issue, gain in by_issue.items()
    )


def asked(*, inside, most=3, **changes):
    zone = dataclasses.replace(zone_of(inside=inside), **changes)
    return in_the_way(case_of(CASE), zone, most=most)


def test_within_a_zone_they_are_those_that_gain_most():
    levers = gains(trade=0.02, bridge=0.3, troops=0.0)
    assert asked(inside=True, levers=levers) == ("bridge", "trade")
    assert asked(inside=True, levers=levers, most=1) == ("bridge",)
    assert asked(inside=True, levers=gains(bridge=0.0)) == ()
    assert asked(inside=True, levers=()) == ()


def test_of_more_that_gain_alike_than_there_are_places_none_is_picked():
    alike = gains(trade=0.02, bridge=0.3, troops=0.02)
    assert asked(inside=True, levers=alike, most=2) == ("bridge",)
    assert asked(inside=True, levers=alike) == ("bridge", "troops", "trade")


def test_without_a_zone_they_are_those_that_block():
    levers = gains(trade=0.4, bridge=0.3, troops=0.1)
    red = Demand("red_line", party="south", issue="bridge", options=("shared",))
    rule = Demand("rule", link="share-needs-troops")
    floor = Demand("floor", party="north")
    assert asked(inside=False, levers=levers, blocking=(BlockingSet((red, floor)),)) == ("bridge",)
    both = (BlockingSet((red, floor)), BlockingSet((rule, floor)))
    assert asked(inside=False, levers=levers, blocking=both) == ("bridge", "troops")
    assert asked(inside=False, levers=levers, blocking=both, most=1) == ("bridge",)


def test_where_floors_alone_block_they_are_those_that_gain_most():
    floors = (BlockingSet((Demand("floor", party="north"), Demand("floor", party="south"))),)
    levers = gains(trade=0.4, bridge=0.3)
    assert asked(inside=False, levers=levers, blocking=floors) == ("trade", "bridge")
