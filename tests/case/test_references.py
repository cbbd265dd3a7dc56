"""Ids that nobody defined, ids given twice, and parts that do not fit each other."""

from __future__ import annotations

import pytest

UNKNOWN = [
    ("of: aldora}", "of: aldorra}", "actors[aldoran-premier].of: 'aldorra' is not a party, expected one of aldora, bevania, league; did you mean 'aldora'?"),
    ("source: lake-courier", "source: lake", "claims[ships-turned-back].source: 'lake' is not a source"),
    ("speaker: bevania", "speaker: bevana", "claims[access-before-withdrawal].speaker: 'bevana' is not a party or actor"),
    ("hedge: none ", "via: [nobody-known]\n    hedge: none ", "claims[no-foreign-guards].via[#1]: 'nobody-known' is not a party or actor"),
    ("about: [league]", "about: [leage]", "claims[league-presses].about[#1]: 'leage' is not a party, actor, issue, round, event or step"),
    ("about: [league]", "about: [league]\n    contested_by: [x9]", "claims[league-presses].contested_by[#1]: 'x9' is not a claim"),
    ("about: [league]", "about: [league]\n    contested_by: [league-presses]", "'league-presses' names itself"),
    ("about: [league]", "about: [league, league]", "'league' stands twice in this list"),
    ("      merin-1:\n", "      merin-2:\n", "parties[aldora].delegations.merin-2: 'merin-2' is not a round, expected one of merin-1; did you mean 'merin-1'?"),
    ("claims: [ships-turned-back]", "claims: [ship]", "parties[bevania].no_agreement.claims[#1]: 'ship' is not a claim"),
    ("bias: 0.1 ", "leans: aldor\n      bias: 0.1 ", "parties[league].mediator.leans: 'aldor' is not a party"),
    ("      claims: [league-presses]", "      claims: [league-presss]", "parties[league].mediator.claims[#1]"),
    ("{name: A. Example,", "{claims: [x], name: A. Example,", "parties[aldora].delegations.merin-1[#1].claims[#1]: 'x' is not a claim"),
    ("area: critical_infrastructure", "area: critical-infrastructure", "issues[access].area: 'critical-infrastructure' is not an area of the taxonomy; did you mean 'critical_infrastructure'?"),
    ("without_agreement: closed", "without_agreement: close", "issues[access].without_agreement: 'close' is not an option of access, expected one of closed, escorted, free, tolled; did you mean 'closed'?"),
    ("stated: tolled", "stated: toll", "positions[aldora, access].stated: 'toll' is not an option of access"),
    ("party: aldora\n", "party: aldorra\n", "positions[aldorra, access].party: 'aldorra' is not a party"),
    ("ideal: full", "ideal: ful", "positions[aldora, withdrawal].ideal: 'ful' is not an option of withdrawal"),
    ("{closed: 0, escorted: 0.5,", "{closed: 0, escort: 0.5,", "positions[aldora, access].values.escort: 'escort' is not an option of access"),
    ("{closed: 0, escorted: 0.5,", "{closed: 0,", "positions[aldora, access].values: no value for escorted, expected one for every option"),
    ("ranking: [joint-office, nobody,", "ranking: [joint-office, nobdy,", "positions[aldora, monitoring].ranking[#2]: 'nobdy' is not an option of monitoring"),
    ("ranking: [joint-office, nobody,", "ranking: [joint-office,", "positions[aldora, monitoring].ranking: nobody not ranked, expected every option once"),
    ("ranking: [joint-office, nobody,", "ranking: [nobody, joint-office, nobody,", "ranking[#3]: 'nobody' stands twice"),
    ("options: [league-guards]", "options: [guards]", "positions[aldora, monitoring].red_lines[#1].options[#1]: 'guards' is not an option of monitoring"),
    ("claims: [no-foreign-guards]", "claims: [no-guards]", "red_lines[#1].claims[#1]: 'no-guards' is not a claim"),
    ("ideal: full", "ideal: full\n    mandate: {options: [quarter], claims: [y]}", "positions[aldora, withdrawal].mandate.options[#1]: 'quarter'"),
    ("ideal: full", "ideal: full\n    mandate: {options: [half], claims: [y]}", "positions[aldora, withdrawal].mandate.claims[#1]: 'y' is not a claim"),
    ("{if: access.free,", "{if: acess.free,", "links[free-needs-watching].requires.if: 'acess' is not an issue"),
    ("then: monitoring.joint-office|league", "then: monitoring.joint-ofice|league", "links[free-needs-watching].requires.then: 'joint-ofice' is not an option of monitoring"),
    ("then: monitoring.joint-office|league-guards", "then: access.closed", "links[free-needs-watching].requires.then: the issue 'access' stands twice in one link"),
    ("requires: {if: access.free, then: monitoring.joint-office|league-guards}", "excludes: [access.free, access.tolled]", "links[free-needs-watching].excludes[#2]: the issue 'access' stands twice"),
    ("requires: {if: access.free, then: monitoring.joint-office|league-guards}", "together: [access.free]\n    bonus: {aldor: 0.1}", "links[free-needs-watching].bonus.aldor: 'aldor' is not a party"),
    ("horizon:", "record: {features: {commission: [monitoring.joint-ofice]}}\nhorizon:", "record.features.commission[#1]: 'joint-ofice' is not an option of monitoring"),
    ("horizon:", "record: {features: {guarantee: [monitorin.nobody]}}\nhorizon:", "record.features.guarantee[#1]: 'monitorin' is not an issue"),
    ("horizon:", "record: {conflict: crisis, claims: [x9]}\nhorizon:", "record.claims[#1]: 'x9' is not a claim"),
    ("by: [aldora]", "by: [aldorra]", "steps[open-harbour].by[#1]: 'aldorra' is not a party or actor"),
    ("settles: [access.escorted|tolled|free]", "settles: [access.escorted|tol]", "steps[open-harbour].settles[#1]: 'tol' is not an option of access"),
    ("days: 14", "after: [open-harbour]", "steps[open-harbour].after[#1]: 'open-harbour' names itself"),
    ("days: 14", "with: [open-harbour]", "steps[open-harbour].with[#1]: 'open-harbour' names itself"),
    ("days: 14", "after: [pull-bak]", "steps[open-harbour].after[#1]: 'pull-bak' is not a step"),
    ("{party: bevania, steps: [open-harbour]", "{party: aldoran-premier, steps: [open-harbour]", "steps[pull-back].waits_for[aldoran-premier].party: 'aldoran-premier' is not a party"),
    ("{party: bevania, steps: [open-harbour]", "{party: bevania, steps: [pull-back]", "steps[pull-back].waits_for[bevania].steps[#1]: 'pull-back' names itself"),
    ("kappa: {aldora: 0.1}", "kappa: {aldoora: 0.1}", "steps[pull-back].kappa.aldoora: 'aldoora' is not a party"),
    ("parties: [aldora, bevania, league]", "parties: [aldora, bevana]", "rounds[merin-1].parties[#2]: 'bevana' is not a party"),
    ("agenda: [access, monitoring]", "agenda: [acces]", "rounds[merin-1].agenda[#1]: 'acces' is not an issue"),
    ("effect: {mediator_leaves", "effect: {joins: [aldra], mediator_leaves", "events[presidency-ends].effect.joins[#1]: 'aldra' is not a party"),
    ("effect: {mediator_leaves", "effect: {leaves: [aldra], mediator_leaves", "effect.leaves[#1]: 'aldra' is not a party"),
    ("effect: {mediator_leaves", "effect: {no_agreement: {aldra: 0.1}, mediator_leaves", "events[presidency-ends].effect.no_agreement.aldra: 'aldra' is not a party"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), UNKNOWN, ids=[u[2][:70] for u in UNKNOWN])
def test_an_unknown_id_is_named_with_the_nearest_known_one(problems, old, new, expected):
    found = problems((old, new))
    assert any(expected in line for line in found), found


CLASHES = [
    ("- id: aldoran-statement", "- id: lake-courier", "sources[lake-courier].id: the id 'lake-courier' is given twice, first on line 19"),
    ("- id: ships-turned-back", "- id: no-foreign-guards", "claims[no-foreign-guards].id: the id 'no-foreign-guards' is given twice"),
    ("{id: aldoran-premier,", "{id: aldora,", "actors[aldora].id: the id 'aldora' is given twice"),
    ("- id: presidency-ends", "- id: access", "events[access].id: the id 'access' is given twice"),
    ("- id: presidency-ends", "- id: merin-1", "(in rounds; `about` names any of them)"),
    ("- id: pull-back", "- id: open-harbour", "steps[open-harbour].id: the id 'open-harbour' is given twice"),
    ("options: [none, half, full]", "options: [none, half, full, half]", "issues[withdrawal].options[#4]: the option 'half' stands twice"),
    ("issue: withdrawal\n    weight: [0.4, 0.5, 0.6]", "issue: access\n    weight: 1", "positions[aldora, access]: a second position of aldora on access, the first is on line 129; merge the two"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CLASHES, ids=[c[2][:70] for c in CLASHES])
def test_what_is_given_twice_is_named_with_both_places(problems, old, new, expected):
    found = problems((old, new))
    assert any(expected in line for line in found), found


def test_an_id_given_twice_among_the_parties_is_reported_once(problems):
    found = problems(("- id: league\n    name: League of Lakes", "- id: aldora\n    name: Other"))
    assert sum("given twice" in line for line in found) == 1, found


HYPOTHESES = """
hypotheses:
  - {id: settle, about: league, name: Settle, text: It wants a settlement., prior: 0.5,
     utility: {agreement: 1, parties: {aldora: 0.5}, options: {access.free: 0.2}}}
  - {id: other, about: league, name: Other, text: None of these.}
evidence:
  - {id: visit, text: A visit., channel: choice, date: 2026-02-01, likelihood: {settle: 0.5, other: 0.2}}
"""


def test_hypotheses_and_evidence_can_be_right(problems):
    assert problems(("# --- Who says so", HYPOTHESES + "# --- Who says so")) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("about: league, name: Settle", "about: aldora, name: Settle", "hypotheses[settle].about: the party 'aldora' has no `mediator`"),
        ("about: league, name: Settle", "about: leage, name: Settle", "hypotheses[settle].about: 'leage' is not a party"),
        ("{aldora: 0.5}", "{aldra: 0.5}", "hypotheses[settle].utility.parties.aldra: 'aldra' is not a party"),
        ("access.free: 0.2", "access.fre: 0.2", "hypotheses[settle].utility.options.access.fre: 'fre' is not an option of access"),
        ("access.free: 0.2", "accessfree: 0.2", "found the key 'accessfree', expected issue.option"),
        ("{settle: 0.5, other: 0.2}", "{settl: 0.5}", "evidence[visit].likelihood.settl: 'settl' is not a hypothesis"),
        ("{settle: 0.5, other: 0.2}", "{settle: 0, other: [0, 0, 0]}", "evidence[visit].likelihood: all likelihoods are 0"),
        ("{settle: 0.5, other: 0.2}", "{}", "evidence[visit].likelihood: there is no likelihood"),
        ("{settle: 0.5, other: 0.2}", "{settle: 1.5, other: 0.2}", "found the number 1.5, expected a number from 0 to 1"),
        ("date: 2026-02-01", "date: 2026-04-01", "evidence[visit].date: found 2026-04-01, which is after as_of"),
    ],
)  # fmt: skip
def test_a_mistake_in_hypotheses_or_evidence_is_found(problems, old, new, expected):
    found = problems(("# --- Who says so", HYPOTHESES + "# --- Who says so"), (old, new))
    assert any(expected in line for line in found), found


MISFITS = [
    ("horizon: 2026-12-31", "horizon: 2025-12-31", "horizon: found 2025-12-31, expected a day not before as_of (2026-03-01)"),
    ("    date: 2026-02-20", "    date: 2026-03-20", "sources[aldoran-statement].date: found 2026-03-20, which is after as_of"),
    ("hedge: none ", "said: [2026-02-01, 2026-03-02]\n    hedge: none ", "claims[no-foreign-guards].said: found 2026-03-02, which is after as_of"),
    ("    ideal: full\n", "", "positions[aldora, withdrawal]: its weight weighs nothing yet, expected one of `values`, `ideal` or `ranking`"),
    ("    ideal: full\n", "    ideal: full\n    ranking: [full, half, none]\n", "positions[aldora, withdrawal].ranking: found `ideal` and `ranking` together"),
    ("    weight: [0.4, 0.5, 0.6]\n", "", "positions[aldora, withdrawal].ideal: `ideal` without a weight"),
    ("    ideal: full\n", "    ranking: [full, half, none]\n    curvature: 2\n", "positions[aldora, withdrawal].curvature: `curvature` without `ideal`"),
    ("options: [none, half, full]\n", "options: [none, half, full]\n    ladder: false\n", "positions[aldora, withdrawal].ideal: the options of withdrawal form no order"),
    ("    no_agreement:        #", "    weights: {ranking: [access, withdrawal, monitoring]}\n    no_agreement:        #", "positions[aldora, access].weight: aldora states its weights as an order"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), MISFITS, ids=[m[2][:70] for m in MISFITS])
def test_parts_that_do_not_fit_each_other_are_found(problems, old, new, expected):
    found = problems((old, new))
    assert any(expected in line for line in found), found


def test_a_later_record_may_describe_a_past_case(problems):
    change = ("    kind: reporting ", "    kind: scholarship ")
    assert problems(change, ("date: 2026-02-27 ", "date: 2030-02-27 ")) == []


def test_weights_that_are_all_zero_are_an_error(problems):
    found = problems(
        ("weight: [0.2, 0.3, 0.4]", "weight: 0"),
        ("weight: [0.4, 0.5, 0.6]", "weight: 0"),
        ("weight: [0.1, 0.2, 0.3]", "weight: [0, 0, 0]"),
    )
    assert len(found) == 1
    assert "parties[aldora]: all weights of aldora are 0, expected at least one above 0" in found[0]


def test_a_consenting_party_without_any_weight_is_an_error_that_says_what_to_do(problems):
    found = problems(("    short: League\n", "    short: League\n    consent: true\n"))
    assert len(found) == 1
    assert "parties[league]: the consent of league is needed but nothing says" in found[0]
    assert "`consent: false`" in found[0]


def test_weights_as_an_order_take_the_place_of_numbers(problems):
    ranked = (
        "    no_agreement:        #",
        "    weights: {ranking: [access, withdrawal]}\n    no_agreement:        #",
    )
    bare = [(f"    weight: {weight}\n", "") for weight in ("[0.2, 0.3, 0.4]", "[0.4, 0.5, 0.6]")]
    third = (
        "    weight: [0.1, 0.2, 0.3]\n    ranking: [joint-office, nobody, league-guards]\n",
        "",
    )
    assert problems(ranked, *bare, third) == []
    found = problems((ranked[0], ranked[1].replace("access,", "access, monitoring,")), *bare, third)
    assert "its place in weights.ranking weighs nothing yet" in found[0]


def test_an_order_of_weights_needs_a_position_on_every_issue_it_names(problems):
    ranking = "    weights: {ranking: [access]}\n    short: League"
    found = problems(("    short: League", ranking))
    assert len(found) == 1
    assert (
        "parties[league].weights.ranking[#1]: league ranks access but has no position" in found[0]
    )


def test_a_case_of_a_size_that_no_analysis_could_hold_is_refused(problems):
    options = ", ".join(f"o{n}" for n in range(300))
    found = problems(("options: [none, half, full]", f"options: [none, half, full, {options}]"))
    assert any("found 303 options, expected at most 200" in line for line in found)


def test_a_wrong_value_hides_no_wrong_id_beside_it(problems):
    found = problems(
        ("issue: access\n    stated: tolled", "issue: acces\n    stated: tolled"),
        ("tolled: 1, free:", "tolled: 1.3, free:"),
    )
    assert len(found) == 2
    assert "1.3" in found[1]
    assert "'acces'" in found[0]
    assert "'access'" in found[0]
