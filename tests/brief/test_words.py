"""Exact sentences."""

from __future__ import annotations

import pytest

from goodoffices.brief._document import plain
from goodoffices.brief._words.claims import place, speaker
from goodoffices.brief._words.demands import blocking, change, effect, giver
from goodoffices.brief._words.influences import influence
from goodoffices.brief._words.lexicon import Lexicon, shown
from goodoffices.brief._words.numbers import NARROW, about, figure, percent
from goodoffices.brief._words.packages import settles
from goodoffices.case import taxonomy
from goodoffices.preferences import Share
from goodoffices.zone import BlockingSet, Change, Demand, Influence, Learning, Lever

NOTHING = Learning(0.0, 0.0, 0.0)
PERSIAN = "می\u200cخواهم"  # the joiner is part of the word


@pytest.fixture
def words(case):
    return Lexicon(case)


def lever(kind, package=None, **fields):
    return Lever(Change(kind, **fields), True, 0.1, Share(0.52, 0.5, 0.54, 2000), 0.153, package)


@pytest.mark.parametrize(
    ("demands", "sentence"),
    [
        (
            (Demand("red_line", "south", "bridge", ("north", "shared")), Demand("floor", "north")),
            (
                "No package satisfies both of these together: South’s red line on ‘The Old "
                "Bridge’ (against “to North” or “shared”) and North’s no-agreement floor; any one "
                "of them given up, the rest can be met."
            ),
        ),
        (
            (Demand("red_line", "empire", "troops", ("many",)),),
            (
                "No package satisfies Empires’ red line on ‘Troops’ (against “many”): it leaves "
                "nothing to agree on by itself."
            ),
        ),
        (
            (
                Demand("floor", "empire", issues=("troops",)),
                Demand("floor", "south"),
                Demand("rule", link="share-needs-troops"),
            ),
            (
                "No package satisfies all three demands together: Empires’ no-agreement floor on "
                "‘Troops’, South’s no-agreement floor and the rule that “shared” on ‘The Old "
                "Bridge’ requires “few” or “many” on ‘Troops’; any one of them given up, the rest "
                "can be met."
            ),
        ),
    ],
    ids=["two", "one", "three"],
)
def test_a_blocking_set_reads_as_a_sentence(words, demands, sentence):
    assert plain(blocking(words, BlockingSet(demands))) == sentence


@pytest.mark.parametrize(
    ("it", "clause", "who"),
    [
        (
            lever("drop_red_line", party="south", issue="bridge", options=("shared",),
                  package={"bridge": "shared"}),
            "South gives up its red line on ‘The Old Bridge’ (against “shared”)",
            "South, by taking “shared”",
        ),
        (
            lever("lower_floor", party="north", delta=0.0612),
            "North is content with 0.06 less than what it expects without agreement",
            "North, or whoever makes it up to them",
        ),
        (
            lever("soften_red_line", party="south", issue="bridge", options=("shared",)),
            "South allows “shared” on ‘The Old Bridge’",
            "South",
        ),
        (
            lever("side_payment", party="north", payer="empire", delta=0.0612),
            "Empires makes up to North for 0.06 that it lacks against no agreement",
            "Empires",
        ),
        (
            lever("drop_rule", link="share-needs-troops"),
            (
                "the rule that “shared” on ‘The Old Bridge’ requires “few” or “many” on ‘Troops’ "
                "is overcome"
            ),
            "nobody: it is a matter of design",
        ),
        (
            lever("give_way", party="north", issue="trade"),
            "North gives way on ‘Trade’",
            "North",
        ),
        (
            lever("defer", issue="trade"),
            "‘Trade’ is left to a later procedure",
            "nobody yet: all sides postpone it",
        ),
    ],
    ids=lambda value: value.change.kind if isinstance(value, Lever) else "",
)  # fmt: skip
def test_a_lever_says_what_changes_and_who_gives(words, it, clause, who):
    assert plain(change(words, it.change)) == clause
    assert plain(giver(words, it)) == who
    said = plain(effect(it)).replace(NARROW, " ")
    assert said == "about 52 % of draws (50–54 %), +15 points"


def test_a_further_option_is_named_by_the_taxonomy_and_set_between_its_neighbours(words):
    issue = next(issue for issue in words.case.issues if issue.id == "troops")
    new = next(iter(taxonomy().areas[issue.area].options))
    clause = plain(
        change(words, Change("add_option", issue="troops", options=(new, "none", "few")))
    )
    assert clause == (
        f"a further option “{taxonomy().areas[issue.area].options[new]}” is put forward on ‘Troops’, "
        "valued by all midway between “none” and “few”"
    )


def test_a_name_that_needs_an_article_has_one_in_sentences(case):
    data = case.model_copy(
        update={
            "parties": (
                case.parties[0].model_copy(update={"name": "United States", "short": "US"}),
                *case.parties[1:],
            )
        }
    )
    words = Lexicon(data)
    assert plain(words.the("north")) == "the US"
    assert plain(words.of("north")) == "the US’s"
    assert plain(words.party("north")) == "US"


def test_a_package_names_issue_and_option(words):
    package = {"bridge": "shared", "troops": "few"}
    said = plain(settles(words, package, ("bridge", "troops")))
    assert said == "‘The Old Bridge’ as “shared” and ‘Troops’ as “few”"


def test_an_influence_says_which_of_two_red_lines_it_is(words):
    share = Share(0.5, 0.48, 0.52, 2000)
    name = "positions[south,bridge].red_lines[1]"
    it = Influence(name, "red_line", "south", "bridge", None, share, share, 0.1, NOTHING)
    assert plain(influence(words, it)) == (
        "whether South’s red line on ‘The Old Bridge’ (against “shared”) is meant"
    )


def test_an_event_is_called_by_its_name(words):
    share = Share(0.5, 0.48, 0.52, 2000)
    it = Influence(
        "events[vote].effect.no_agreement[south]",
        "shift",
        "south",
        None,
        None,
        share,
        share,
        0.1,
        NOTHING,
    )
    assert plain(influence(words, it)) == "what “Vote in the South” changes for South"


def test_a_claim_is_attributed_and_never_a_fact(words, case):
    said = [plain(speaker(words, claim)) for claim in case.claims]
    assert said == [
        "North, according to Gazette",
        "In the judgement of A. Writer",
        "South, through An aide, according to Gazette",
    ]
    assert [place(claim) for claim in case.claims] == [
        "paragraph\u00a03", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        ({"author": "Ann Aide"}, "Ann Aide, minister", "Ann Aide, minister, in “The Gazette”"),
        ({"author": "Ann Aide, minister"}, "Aide", "Aide, in “The Gazette”"),
        ({"author": "Ann Aide"}, "Gazette (Ann Aide)", "Gazette (Ann Aide), in “The Gazette”"),
        ({"kind": "official"}, "An aide", "An aide, in “The Gazette”"),
        ({"kind": "official", "author": "B. Else"}, "An aide", "An aide, according to B. Else"),
        ({"outlet": "Wire, Gazette"}, "An aide", "An aide, according to Wire, Gazette"),
    ],
)
def test_nobody_reports_themselves_and_a_document_reports_nothing(case, source, name, said):
    changed = case.model_copy(
        update={
            "sources": (case.sources[0].model_copy(update=source), *case.sources[1:]),
            "actors": (case.actors[0].model_copy(update={"name": name}),),
        }
    )
    claim = case.claims[0].model_copy(update={"speaker": "aide"})
    assert plain(speaker(Lexicon(changed), claim)) == said


def test_a_document_without_an_author_is_named_by_its_title(case):
    source = case.sources[0].model_copy(update={"kind": "agreement"})
    words = Lexicon(case.model_copy(update={"sources": (source, *case.sources[1:])}))
    claim = case.claims[0].model_copy(update={"speaker": None})
    assert plain(speaker(words, claim)) == "In “The Gazette”"


@pytest.mark.parametrize(
    ("share", "words_", "cell"),
    [
        (Share(0.3712, 0.3503, 0.3926, 2000), "about 37 % of draws (35–39 %)", "37 % (35–39 %)"),
        (Share(0.47, 0.421, 0.519, 400), "about 47 % of draws (42–52 %)", "47 % (42–52 %)"),
        (Share(0.0, 0.0, 0.0019, 2000), "none of the draws (0–0.2 %)", "0 % (0–0.2 %)"),
        (Share(1.0, 0.998, 1.0, 2000), "all draws (99.8–100 %)", "100 % (99.8–100 %)"),
        (Share(0.002, 0.0007, 0.015, 400), "under 1 % of draws (0–2 %)", "under 1 % (0–2 %)"),
    ],
)
def test_a_share_has_no_more_digits_than_its_error_supports(share, words_, cell):
    assert about(share).replace(NARROW, " ") == words_
    assert figure(share).replace(NARROW, " ") == cell


@pytest.mark.parametrize("draws", [10, 100, 2000, 100_000])
@pytest.mark.parametrize("value", [0.0, 0.013, 0.37, 0.5, 0.988, 1.0])
def test_the_rounded_share_stays_within_its_interval(value, draws):
    half = 1.96 * (max(value * (1 - value), 0.001) / draws) ** 0.5
    low, high = max(0.0, value - half), min(1.0, value + half)
    said = percent(Share(value, low, high, draws)).replace(f"{NARROW}%", "")
    if said[0] not in "uo":
        assert 100 * low - 1e-9 <= float(said) <= 100 * high + 1e-9


def test_characters_that_act_without_being_seen_are_left_out():
    assert shown("a\u202eb\u0000c\u200bd\n e") == "abcd e"
    assert shown(PERSIAN) == PERSIAN
