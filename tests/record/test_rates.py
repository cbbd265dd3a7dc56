"""The shipped rates equal their sources, and a table is read strictly."""

from __future__ import annotations

import re

import pytest
import yaml

from goodoffices.case import CaseError
from goodoffices.preferences import share
from goodoffices.record import RecordError, table

LEFT_OUT = {
    "bercovitch_outcome_split": "from memory, not verified",
    "ucdp_pa_km_outissues": "what its codes mean is not known",
}
"""Entries of the source that give no rate and no finding, and why."""

# rate: (entry, field of the value, which number there, field of n, which number there)
FROM = {
    "crisis-mediated-any-agreement": ("icb_med_any_agreement", "value", 0, "n", 0),
    "crisis-unmediated-any-agreement": ("icb_med_any_agreement", "note", 0, "note", 3),
    "crisis-mediated-formal": ("icb_med_formal", "value", 0, "n", 0),
    "crisis-unmediated-formal": ("icb_med_formal", "note", 0, "note", 1),
    "war-mediated-formal": ("icb_med_formal_fullwar", "value", 0, "n", 0),
    "war-unmediated-formal": ("icb_med_formal_fullwar", "note", 0, "note", 1),
    "war-mediated-any-agreement": ("icb_med_formal_fullwar", "note", 2, "n", 0),
    "war-unmediated-any-agreement": ("icb_med_formal_fullwar", "note", 3, "note", 1),
    "crisis-single-state-formal": ("icb_single_state_mediator", "value", 0, "n", 0),
    "crisis-single-state-5y": ("icb_single_state_mediator", "value", 1, "n", 1),
    "crisis-group-formal": ("icb_single_state_mediator", "note", 0, "note", 2),
    "crisis-group-5y": ("icb_single_state_mediator", "note", 1, "note", 2),
    "crisis-igo-formal": ("icb_single_state_mediator", "note", 3, None, 0),
    "crisis-igo-5y": ("icb_single_state_mediator", "note", 4, None, 0),
    "crisis-regional-formal": ("icb_single_state_mediator", "note", 5, None, 0),
    "crisis-regional-5y": ("icb_single_state_mediator", "note", 6, None, 0),
    "crisis-manipulation-any-agreement": ("icb_style_manipulation", "value", 0, "n", 0),
    "crisis-formulation-any-agreement": ("icb_style_manipulation", "note", 0, "note", 1),
    "crisis-facilitation-any-agreement": ("icb_style_manipulation", "note", 2, "note", 3),
    "event-agreement": ("mend_agreement_rate", "value", 0, "n", 0),
    "attempt-few-deaths": ("bercovitch_by_fatalities", "value", 0, "total", 0),
    "attempt-many-deaths": ("bercovitch_by_fatalities", "value", 1, "total", 0),
    "attempt-resources": ("bercovitch_by_issue", "value", 0, None, 0),
    "attempt-ethnic": ("bercovitch_by_issue", "value", 1, None, 0),
    "attempt-ideology": ("bercovitch_by_issue", "value", 2, None, 0),
    "attempt-sovereignty": ("bercovitch_by_issue", "value", 3, None, 0),
    "attempt-security": ("bercovitch_by_issue", "value", 4, None, 0),
    "civil-war-signed-implemented": ("walter_1999", "value", 2, "n", 0),
    "process-comprehensive": ("pax_reach_comp", "value", 0, "n", 0),
    "conflict-year-ceasefire": ("cf_count", "value", 3, None, 0),
    **{
        f"after-ceasefire-{name}": ("pax_transition", "value", k, None, 0)
        for k, name in enumerate(
            ("ceasefire", "prenegotiation", "implementation", "partial", "comprehensive", "nothing")
        )
    },
    **{
        f"agreement-{name}": ("ucdp_pa_km_all", "value", k, "n", 0)
        for k, name in enumerate(("half-year", "1y", "2y", "5y", "10y"))
    },
    **{
        f"{name}-agreement-5y": ("ucdp_pa_km_type", "value", k, "n", k)
        for k, name in enumerate(("full", "partial", "process"))
    },
    "ceasefire-clause-5y": ("ucdp_pa_km_cease", "value", 0, "n", 0),
    "no-ceasefire-clause-5y": ("ucdp_pa_km_cease", "value", 1, "n", 1),
    "commission-5y": ("ucdp_pa_km_commission", "value", 0, "n", 0),
    "no-commission-5y": ("ucdp_pa_km_commission", "value", 1, "n", 1),
    **{
        f"dyad-{name}-{years}y": ("ucdp_survival_dyad", field, k + first, "n", k)
        for years, field, first in ((5, "value", 0), (10, "note", 1))
        for k, name in enumerate(
            ("agreement", "ceasefire", "government-victory", "rebel-victory", "low-activity")
        )
    },
    "war-agreement-5y": ("ucdp_survival_dyad", "note", 6, "note", 10),
    "war-agreement-10y": ("ucdp_survival_dyad", "note", 8, "note", 10),
    "war-ceasefire-5y": ("ucdp_survival_dyad", "note", 11, "note", 13),
    "war-ceasefire-10y": ("ucdp_survival_dyad", "note", 12, "note", 13),
    "crisis-formal-mediated-5y": ("icb_formal_norecur_given_agreement", "value", 0, "n", 0),
    "crisis-formal-unmediated-5y": ("icb_formal_norecur_given_agreement", "value", 1, "n", 1),
    "crisis-mediated-5y": ("icb_med_norecur5", "value", 0, "n", 0),
    "crisis-unmediated-5y": ("icb_med_norecur5", "note", 0, None, 0),
    "war-mediated-5y": ("icb_med_norecur5", "note", 3, None, 0),
    "war-unmediated-5y": ("icb_med_norecur5", "note", 4, None, 0),
    **{
        f"interstate-ends-{name}": ("ucdp_interstate_end", "value", k, "n", 0)
        for k, name in enumerate(("agreement", "ceasefire", "victory", "low-activity"))
    },
    **{
        f"intrastate-ends-{name}": ("ucdp_intrastate_end", "value", k, "n", 0)
        for k, name in enumerate(
            ("agreement", "ceasefire", "victory", "low-activity", "actor-ceases")
        )
    },
    "interstate-wars-table": ("walter_1997", "value", 0, None, 0),
    "civil-wars-table": ("walter_1997", "value", 1, None, 0),
    **{
        f"{name}-{quantile}": (entry, "value", k, "n", 0)
        for name, entry, quantiles in (
            ("crisis-mediation", "icb_med_duration", ("q25", "q50", "q75", "q90")),
            ("civil-attempt", "cwm_attempt_duration", ("q25", "q50", "q75", "q90")),
            ("ceasefire-to-comprehensive", "pax_cea_to_comp", ("q25", "q50", "q75")),
            ("prenegotiation-to-comprehensive", "pax_pre_to_comp", ("q25", "q50", "q75")),
        )
        for k, quantile in enumerate(quantiles)
    },
    "ceasefire-before-substance": ("pax_cea_first", "value", 0, "n", 0),
    "ceasefire-before-comprehensive": ("pax_cea_first", "note", 0, "note", 1),
    **{
        f"{name}-{group}": ("pax_provisions", field, first + k, "n" if k == 0 else "total", 0)
        for name, field, first in (
            ("guarantee", "value", 0), ("enforcement", "note", 0), ("mission", "note", 3),
            ("border", "note", 6),
        )
        for k, group in enumerate(("all", "interstate", "comprehensive"))
    },
    "sanctions-all": ("pax_provisions", "note", 9, "n", 0),
}  # fmt: skip

FOUND_IN = {
    "peacekeeping": "pko_fortna",
    "mechanisms": "fortna_2003",
    "power-sharing": "hartzell_hoddie",
    "implementation": "joshi_quinn_impl",
    "half-renewed": "fortna_interstate",
    "mediation-reported": "css_reported",
    "biased-mediators": "svensson_bias",
    "bias-and-information": "savun_bias",
    "leverage": "beardsley_tradeoff",
    "coalition-size": "multiparty",
    "timing": "timing",
    "deadlines": "deadlines",
    "ceasefire-class": "cf_class",
}
BASES = {"computed here": "computed", "literature": "literature", "secondary source": "secondary"}


@pytest.fixture(scope="module")
def priors(shared):
    text = (shared / "facts" / "priors.yaml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text)["priors"]}


def numbers(value):
    """The numbers of a field, in the order in which they stand."""
    return [float(word) for word in re.findall(r"\d*\.?\d+", str(value))]


def test_every_rate_has_a_source_to_be_compared_with():
    assert {rate.id for rate in table().rates} == set(FROM)
    assert {entry.id for entry in table().directions} == set(FOUND_IN)


def test_every_entry_of_the_source_is_shipped_or_left_out_for_a_reason(priors):
    shipped = {place[0] for place in FROM.values()} | set(FOUND_IN.values())
    assert shipped | set(LEFT_OUT) == set(priors)
    assert not shipped & set(LEFT_OUT)
    assert all(priors[key]["confidence"] in {"high", "medium"} for key in shipped)


@pytest.mark.parametrize("key", FROM)
def test_a_shipped_rate_equals_its_source(key, priors):
    rate = table().rate(key)
    name, field, k, field_n, k_n = FROM[key]
    entry = priors[name]
    # One source writes a share in per cent.
    assert numbers(entry[field])[k] in (rate.value, 100 * rate.value)
    assert rate.basis == BASES[entry["kind"]]
    assert rate.confidence == entry["confidence"]
    if field_n is None:
        assert rate.n is rate.total is None
    elif field_n == "total":
        assert rate.n is None
        assert rate.total == numbers(entry["n"])[k_n]
    else:
        assert rate.n == numbers(entry[field_n])[k_n]


@pytest.mark.parametrize("key", FOUND_IN)
def test_a_finding_without_a_rate_has_the_cases_and_confidence_of_its_source(key, priors):
    (found,) = (entry for entry in table().directions if entry.id == key)
    entry = priors[FOUND_IN[key]]
    assert found.n == entry["n"]
    assert found.basis == BASES[entry["kind"]]
    assert found.confidence == entry["confidence"]
    if found.size is not None:
        assert [100 * end for end in found.size] == numbers(entry["value"])


STATED = {
    "crisis-unmediated-any-agreement": ("icb_med_any_agreement", "note", (1, 2)),
    "crisis-single-state-formal": ("icb_single_state_mediator", "ci95", (0, 1)),
    "crisis-single-state-5y": ("icb_single_state_mediator", "ci95", (2, 3)),
    "crisis-unmediated-5y": ("icb_med_norecur5", "note", (1, 2)),
}


def test_an_interval_is_the_one_of_the_source_or_says_that_it_was_computed(priors):
    for rate in table().rates:
        name, field, *_ = FROM[rate.id]
        stated = None
        if rate.id in STATED:
            name, place, ends = STATED[rate.id]
            found = numbers(str(priors[name][place]).replace("-", " "))
            stated = tuple(found[k] for k in ends)
        elif field == "value" and priors[name]["ci95"]:
            stated = tuple(priors[name]["ci95"])
        if stated:
            assert (rate.low, rate.high, rate.interval_by) == (*stated, "source"), rate.id
        elif rate.unit == "share" and rate.n:
            wilson = share(round(rate.value * rate.n), rate.n)
            assert (rate.low, rate.high) == (wilson.low, wilson.high), rate.id
            assert rate.interval_by == "computed"
        else:
            assert rate.low is rate.high is rate.interval_by is None, rate.id


def test_an_interval_holds_its_rate():
    for rate in table().rates:
        if rate.low is not None:
            assert rate.low <= rate.value <= rate.high, rate.id


def test_a_class_beside_another_counts_the_same():
    known = table()
    for rate in known.rates:
        if rate.against:
            other = known.rate(rate.against)
            same = (other.quantity, other.measure, other.years, other.source)
            assert same == (rate.quantity, rate.measure, rate.years, rate.source), rate.id


OWN = """
version: 1
sources: {mine: My own count}
rates:
  - {id: own, quantity: signing, measure: formal-agreement, among: talks of mine,
     outcome: ended well, value: 0.5, n: 40, conflict: [interstate], source: mine, confidence: high}
"""


def written(tmp_path, text):
    path = tmp_path / "rates.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_rates_of_ones_own_join_the_shipped_ones(tmp_path):
    known = table(written(tmp_path, OWN))
    assert len(known.rates) == len(table().rates) + 1
    assert known.rate("own").source == "My own count"
    replaced = table(written(tmp_path, OWN.replace("id: own", "id: agreement-5y")))
    assert replaced.rate("agreement-5y").among == "talks of mine"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: 1", "version: 2", "version: found 2, expected 1"),
        ("rates:\n  -", "rats:\n  -", "found no table, expected the keys"),
        ("value: 0.5", "value: 1.5", r"rates\[1\] \(own\): value: expected a number from 0 to 1"),
        ("value: 0.5", "value: true", "value: expected a number"),
        ("value: 0.5", "value: .nan", "value: expected a number"),
        ("n: 40", "n: 0", "n: expected a whole number from 1, found 0"),
        ("n: 40", "n: 40, total: 80", "total: expected `n`, or `total`"),
        ("n: 40", "interval: [0.6, 0.7]", "interval: expected bounds around the value 0.5"),
        ("n: 40", "interval: [0.7]", r"interval: expected \[low, high\]"),
        ("n: 40", "years: 5", "years: expected none where the quantity is signing"),
        ("quantity: signing", "quantity: holding", "years: expected a number where"),
        ("quantity: signing", "quantity: luck", "quantity: expected one of signing"),
        ("n: 40", "feature: guarantee", "has: expected `feature` and `has` side by side"),
        ("[interstate]", "[interstellar]", "conflict: expected a list of interstate, intrastate"),
        ("[interstate]", "[interstate, interstate]", "conflict: expected every kind once"),
        ("source: mine", "source: yours", "source: expected one of mine, found 'yours'"),
        ("n: 40", "against: nothing", "own: against: there is no rate 'nothing'"),
        ("n: 40", "colour: red", r"rates\[1\] \(own\): unknown key 'colour'"),
        ("id: own", "id: My Own", "id: expected small letters"),
        ("sources: {mine: My own count}", "sources: [mine]", "sources: expected a mapping"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(old, new, said, tmp_path):
    assert old in OWN
    with pytest.raises(RecordError, match=said):
        table(written(tmp_path, OWN.replace(old, new)))


def test_a_table_with_one_id_twice_is_refused(tmp_path):
    entry = OWN[OWN.index("  - {id: own") :]
    with pytest.raises(RecordError, match="the id 'own' stands twice"):
        table(written(tmp_path, OWN + entry))


@pytest.mark.parametrize("text", ["[", "a: &x 1\nb: *x", "\x00"])
def test_what_is_no_plain_yaml_is_refused(text, tmp_path):
    with pytest.raises(CaseError):
        table(written(tmp_path, text))
