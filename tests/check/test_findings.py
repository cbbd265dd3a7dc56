"""Each kind of finding is found where it is, and is not found where it is not."""

from __future__ import annotations

import re

import pytest

from goodoffices.case import bundled, read_case
from goodoffices.case.new import new_text
from goodoffices.check import KINDS, check


@pytest.fixture
def report(tmp_path):
    """A function from replacements in the small case to its report."""

    def make(*changes: tuple[str, str]):
        text = new_text("small")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return check(read_case(path))

    return make


def messages(report, kind):
    return [finding.message for finding in report.findings if finding.kind == kind]


ROUND = "    agenda: [access, monitoring]\n"
SECOND = """\
  - id: merin-2
    dates: [{}, {}]
    place: Merin
    format: trilateral
    level: political
"""

CHOICE = """\
hypotheses:
  - {id: quick, about: league, name: Quick, text: Soon., like: peace-at-any-price}
  - {id: none, about: league, name: None, text: Something else.}
evidence:
  - {id: drafts, text: Drafts., channel: choice, likelihood: {quick: 0.6, none: 0.5}, why: Haste.}
"""

FOUND = [
    ("no-consent", [("    consent: true        #", "    consent: false #"), ("    consent: true\n", "")],
     "no party's consent is needed"),
    ("circular-wait", [("    days: 14", "    waits_for: [{party: aldora, steps: [pull-back]}]")],
     "open-harbour waits for pull-back (by a condition of aldora); pull-back waits for open-harbour (by a condition of bevania)"),
    ("no-option-left", [("options: [closed], kind: absolute", "options: [closed, escorted], kind: absolute"), ("    stated: tolled\n", "    red_lines: [{options: [tolled, free], kind: absolute}]\n")],
     "every option of access is ruled out: closed (bevania); escorted (bevania); tolled (aldora); free (aldora)"),
    ("no-option-left", [("options: [closed], kind: absolute", "options: [closed, escorted], kind: absolute"), ("    stated: tolled\n", "    red_lines: [{options: [tolled, free], kind: stated}]\n")],
     "every option of access may be ruled out"),
    ("no-option-left", [("requires: {if: access.free, then: monitoring.joint-office|league-guards}", "excludes: [monitoring.nobody|joint-office|league-guards]")],
     "every option of monitoring is ruled out: nobody (link free-needs-watching)"),
    ("better-off-waiting", [("    consent: true        #", "    consent: true #"), ("      per_month: [-0.02, -0.01, 0]   #", "      utility: 0.95\n      per_month: 0.01 #")],
     "aldora does better without an agreement: on 2026-12-31 that is worth 1.05 to it, and no package it can still get more than 1.00"),
    ("better-off-waiting", [("      per_month: [-0.03, -0.02, -0.01]", "      utility: 0.99"), ("    stated: tolled\n", "    red_lines: [{options: [free], kind: absolute}]\n")],
     "bevania does better without an agreement: now that is worth 0.99 to it, and no package"),
    ("better-off-waiting", [("effect: {mediator_leaves: [0.2, 0.4, 0.6]}", "effect: {no_agreement: {aldora: 1.5}}")],
     "aldora does better without an agreement: on 2026-09-30"),
    ("floor-below-status-quo", [("      per_month: [-0.03, -0.02, -0.01]", "      utility: 0.1")],
     "bevania is said to have 0.10 without agreement, but the options that hold without one are worth 0.25"),
    ("blank-cell", [("  - party: aldora\n    issue: withdrawal\n    weight: [0.4, 0.5, 0.6]\n    ideal: full\n", "")],
     "nothing is known of aldora on withdrawal (2 of 3 issues are known)"),
    ("blank-cell", [("    weight: [0.4, 0.5, 0.6]\n    ideal: full\n", "    stated: full\n")],
     "only demands of aldora, and not what they are worth to it, on withdrawal (2 of 3 issues are known)"),
    ("assumption", [], "what aldora wants on access and withdrawal rests on no claim: an assumption"),
    ("weak-source", [("reliability: B       #", "reliability: D #")],
     "lake-courier (reliability D) alone carries what is said of bevania on access"),
    ("weak-source", [("    credibility: 3\n    about: [bevania, access, withdrawal]", "    credibility: 5")],
     "lake-courier (credibility 5 at best) alone carries what is said of bevania on access"),
    ("contested", [("    about: [bevania, access, withdrawal]", "    contested_by: [league-presses]")],
     "access-before-withdrawal and league-presses contradict each other, and carry bevania on access, step pull-back and event presidency-ends"),
    ("unanchored-values", [("values: {closed: 0, escorted: 0.4, tolled: 0.7, free: 1}", "values: {closed: 0.1, escorted: 0.4, tolled: 0.7, free: 0.8}")],
     "the values of bevania do not run from 0 to 1 on access (0.1 to 0.8)"),
    ("bare-step", [("    kappa: {aldora: 0.1}\n", "")],
     "of pull-back nothing says what it adds to anybody's hand"),
    ("bare-step", [("    days: 14\n", "")], "of open-harbour nothing says how long it takes"),
    ("bare-choice", [("events:\n", CHOICE + "events:\n")],
     "nothing says what else could have been done in place of drafts"),
    ("no-reason", [("      why: The harbour earns nothing while it is closed.\n", "")],
     "no reason is given for the no-agreement value of aldora"),
    ("no-reason", [("horizon:", "record: {conflict: crisis}\nhorizon:")],
     "no reason is given for the kind of past cases to set beside small"),
    ("empty-seat", [], "nobody is named for league at merin-1"),
    ("empty-seat", [("parties: [aldora, bevania, league]", "parties: [aldora]")],
     "bevania sent delegates to merin-1, which does not name them"),
    ("late-event", [("on: 2026-09-30", "on: 2027-09-30")],
     "presidency-ends comes on 2027-09-30, after the horizon (2026-12-31)"),
    ("round-order", [(ROUND, ROUND + SECOND.format("2026-03-05", "2026-03-06"))],
     "merin-2 is listed after merin-1 and begins before it, on 2026-03-05"),
    ("round-overlap", [(ROUND, ROUND + SECOND.format("2026-03-11", "2026-03-12"))],
     "merin-2 begins on 2026-03-11, and merin-1 ends on 2026-03-11"),
    ("round-overlap", [(ROUND, ROUND + SECOND.format("2026-03-01", "2026-03-20"))],
     "merin-1 begins on 2026-03-10, and merin-2 ends on 2026-03-20"),
    ("no-round-ahead", [("dates: [2026-03-10, 2026-03-11]", "dates: [2026-02-10, 2026-02-11]")],
     "the last round, merin-1, ended on 2026-02-11, before as_of (2026-03-01), so that every session of the talks is assumed"),
    ("late-round", [("dates: [2026-03-10, 2026-03-11]", "dates: [2026-12-30, 2027-01-02]")],
     "merin-1 ends on 2027-01-02, after the horizon (2026-12-31)"),
    ("idle-event", [("    on: 2026-09-30\n", "    on: 2026-09-30\n    probability: 0\n")],
     "presidency-ends cannot happen: its probability is 0"),
    ("idle-event", [("    on: 2026-09-30\n", "    hazard_per_month: [0, 0, 0]\n")],
     "presidency-ends cannot happen: its hazard is 0"),
    ("past-event", [("on: 2026-09-30", "on: [2026-02-01, 2026-02-28]")],
     "presidency-ends was over on 2026-02-28, before as_of (2026-03-01)"),
    ("frequent-event", [("    on: 2026-09-30\n", "    hazard_per_month: [1, 3, 5]\n")],
     "presidency-ends is expected about every 10 days (hazard 3 a month): is it meant?"),
    ("no-means", [("leverage: 0.3 ", "leverage: 0 ")], "league mediates without means: its leverage is 0"),
    ("no-means", [("leverage: 0.3 ", "budget: 0\n      leverage: 0.3 ")], "league mediates without means: its budget is 0"),
    ("late-step", [("    days: [14, 30, 60]", "    not_before: 2027-01-01")],
     "pull-back cannot begin before 2027-01-01, after the horizon (2026-12-31)"),
    ("unused-claim", [("      claims: [ships-turned-back]\n", "")], "1 of 4 claims support nothing: ships-turned-back"),
    ("unused-source", [("    source: aldoran-statement", "    source: lake-courier")], "no claim is taken from aldoran-statement"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "expected"), FOUND)
def test_a_weakness_is_found_and_said_in_words(report, kind, changes, expected):
    found = report(*changes)
    assert any(expected in message for message in messages(found, kind)), found.text()


def test_every_kind_is_tested():
    assert {kind for kind, _, _ in FOUND} == set(KINDS)


QUIET = sorted(set(KINDS) - {"assumption", "no-reason", "empty-seat"})


@pytest.mark.parametrize("kind", QUIET)
def test_the_small_case_is_free_of_most_weaknesses(report, kind):
    assert messages(report(), kind) == []


def test_a_red_line_of_a_party_whose_consent_is_not_needed_closes_nothing(report):
    found = report(
        ("options: [closed], kind: absolute", "options: [closed, escorted], kind: absolute"),
        ("    stated: tolled\n", "    red_lines: [{options: [tolled, free], kind: absolute}]\n"),
        ("    consent: true        #", "    consent: [withdrawal] #"),
    )
    assert messages(found, "no-option-left") == []


def test_a_stated_red_line_that_never_holds_closes_nothing(report):
    found = report(
        ("options: [closed], kind: absolute", "options: [closed, escorted], kind: absolute"),
        (
            "    stated: tolled\n",
            "    red_lines: [{options: [tolled, free], kind: stated, holds: 0}]\n",
        ),
    )
    assert messages(found, "no-option-left") == []


def test_a_blank_cell_matters_only_where_consent_is_needed_or_a_party_speaks(report):
    assert messages(report(), "blank-cell") == []
    spoken = "  - {party: league, issue: access, stated: free}\nlinks:\n"
    found = messages(report(("links:\n", spoken)), "blank-cell")
    assert len(found) == 1
    assert found[0] == (
        "nothing is known of league on withdrawal and monitoring; only demands, and not what they "
        "are worth to it, on access (0 of 3 issues are known)"
    )


def test_findings_come_by_importance_with_one_remedy_per_kind(report):
    found = report(
        ("    days: 14", "    waits_for: [{party: aldora, steps: [pull-back]}]"),
        ("on: 2026-09-30", "on: 2027-09-30"),
    )
    order = list(KINDS)
    ranks = [order.index(finding.kind) for finding in found.findings]
    assert ranks == sorted(ranks)
    assert list(found.remedies) == list(dict.fromkeys(f.kind for f in found.findings))
    for remedy in found.remedies.values():
        assert found.text().count(remedy) == 1


@pytest.mark.parametrize("name", bundled())
def test_every_finding_has_a_place_and_known_ids(name):
    file = read_case(name)
    report = check(file)
    lines = file.path.read_text(encoding="utf-8").splitlines()
    text = "\n".join(lines)
    for finding in report.findings:
        assert lines[finding.line - 1][finding.column - 1 :].strip()
        assert finding.where
        for word in finding.ids:
            assert re.search(rf"\b{re.escape(word)}\b", text)
    assert report.as_json()["counts"]["claims"] == len(file.case.claims)


def test_the_text_ends_in_one_line_that_counts(report):
    last = report().text().splitlines()[-1]
    assert last == (
        "small: 3 parties, 3 issues, 6 positions, 4 claims, 2 sources; no errors, 5 findings"
    )


def test_a_case_without_rounds_has_no_session_but_assumed_ones(tmp_path):
    text = new_text("small")
    start, end = text.index("rounds:\n"), text.index("events:\n")
    path = tmp_path / "small.yaml"
    text = re.sub(r" +delegations:\n( {6,}.*\n)+", "", text[:start] + text[end:])
    path.write_text(text, encoding="utf-8")
    found = [f for f in check(read_case(path)).findings if f.kind == "no-round-ahead"]
    assert [f.message for f in found] == [
        "there is no round, so that every session of the talks is assumed"
    ]
    assert found[0].where == "rounds"


NEAR = [
    ("round-overlap", [(ROUND, ROUND + SECOND.format("2026-03-12", "2026-03-13"))]),
    ("round-order", [(ROUND, ROUND + SECOND.format("2026-03-12", "2026-03-13"))]),
    ("no-round-ahead", [("dates: [2026-03-10, 2026-03-11]", "dates: [2026-02-27, 2026-03-01]")]),
    ("late-round", [("dates: [2026-03-10, 2026-03-11]", "dates: [2026-12-30, 2026-12-31]")]),
    ("late-event", [("on: 2026-09-30", "on: [2026-12-31, 2027-01-31]")]),
    ("idle-event", [("    on: 2026-09-30\n", "    hazard_per_month: [0, 0, 0.1]\n")]),
    ("past-event", [("on: 2026-09-30", "on: [2026-02-01, 2026-03-01]")]),
    ("frequent-event", [("    on: 2026-09-30\n", "    hazard_per_month: [0.5, 1, 5]\n")]),
    ("no-means", [("leverage: 0.3 ", "budget: [0, 0, 0.1]\n      leverage: 0.3 ")]),
]


@pytest.mark.parametrize(("kind", "changes"), NEAR)
def test_what_only_touches_the_edge_is_no_finding(report, kind, changes):
    assert messages(report(*changes), kind) == []
