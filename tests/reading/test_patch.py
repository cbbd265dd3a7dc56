"""From claims to a case: proposed, looked at, accepted, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.readings import reading

from goodoffices.case import CaseError, OutputError, parse_case, read_case
from goodoffices.case.new import new_text
from goodoffices.reading import (
    Condition,
    DateMention,
    IssueLabel,
    Mention,
    ProposedDelegate,
    ProposedRound,
    Span,
    document_from_text,
    read,
)
from goodoffices.reading._clean import clean
from goodoffices.reading._lexicon import lexicon
from goodoffices.reading._patch import propose
from goodoffices.reading._patch_apply import apply, save, undo, with_needs
from goodoffices.reading._patch_file import entry_text, mended, patch_text, read_patch
from goodoffices.reading._patch_names import Names
from goodoffices.reading.errors import ReadingError

LINES = (
    "Talks went on at Merin from 4 to 5 April 2026.",
    "[speaker:Bevania] [cue:said] that [claim:it will open the bay only after Aldora lets ships in].",
    "[speaker:He] [cue:added] that [claim:gunboats may stay].",
    "[speaker:Norwegian officials] [cue:doubt] that [claim:guards are needed].",
    "[claim:The harbour is closed].",
)


def mention(text, words, kind="state", **more):
    at = text.index(words)
    return Mention(Span(at, at + len(words)), words, kind, **more)


@pytest.fixture
def case_file(tmp_path):
    path = tmp_path / "harbour.yaml"
    path.write_text(new_text("harbour"))
    return read_case(path)


@pytest.fixture
def found():
    """A reading with a position, an order, a pronoun, somebody unnamed, and a round."""
    made = reading(*LINES, name="report.txt")
    text = made.document.text
    first, second, third, fourth = made.claims

    def span(words):
        at = text.index(words)
        return Span(at, at + len(words))

    first = replace(
        first,
        polarity="for",
        speaker=replace(first.speaker, kind="state", actor="bevania"),
        conditions=(
            Condition(
                "not-before", span("only after"), span("Aldora lets ships in"), span("open the bay")
            ),
        ),
        issues=(IssueLabel("critical_infrastructure", ()),),
        about=(mention(text, "Aldora", actor="aldora"),),
    )
    second = replace(
        second,
        speaker=replace(second.speaker, kind="pronoun"),
        hedge="possible",
        flags=("source-is-pronoun",),
    )
    third = replace(
        third,
        speaker=replace(third.speaker, kind="anonymous", of="norway"),
        polarity="against",
        issues=(IssueLabel("monitoring", ()),),
    )
    round_ = ProposedRound(
        "talks-merin",
        "round",
        span("Talks"),
        "past",
        span("Merin"),
        DateMention(span("4 to 5 April 2026"), "2026-04-04/2026-04-05"),
        (),
        (mention(text, "Aldora", actor="aldora"),),
    )
    delegate = ProposedDelegate(
        span("Merin"),
        "C. Example",
        (),
        mention(text, "Bevania", actor="bevania"),
        True,
        "talks-merin",
    )
    return replace(
        made, claims=(first, second, third, fourth), rounds=(round_,), delegates=(delegate,)
    )


def proposals(case_file, *readings, stored=None):
    return propose(case_file.case, readings, Names(case_file.case, lexicon()), stored or {})


def all_of(made):
    return {each.id for each in made if each.asked and not each.missing}


def put(case_file, kept):
    return apply(case_file.path.read_bytes(), kept, case_file.name)


def by_kind(made, kind):
    return [each for each in made if each.kind == kind]


def test_a_claim_is_proposed_with_its_place_and_no_more_than_is_known(case_file, found):
    made = proposals(case_file, found)
    entry = by_kind(made, "claim")[0].entry
    text = found.document.text
    assert entry["text"] == "“it will open the bay only after Aldora lets ships in”"
    assert Span(*entry["at"]["span"]).of(text) in entry["text"]
    assert entry["at"]["paragraph"] == 2
    assert (entry["speaker"], entry["kind"], entry["credibility"]) == ("bevania", "attributed", 6)
    assert entry["about"] == ["bevania", "aldora", "access"]
    source = by_kind(made, "source")[0]
    assert (source.entry["reliability"], source.entry["date"]) == (
        "F",
        case_file.case.as_of.isoformat(),
    )
    assert any("its date was not given" in each for each in source.doubts)
    assert any("its kind is a guess" in each for each in source.doubts)


def test_a_pronoun_is_nobody_known(case_file, found):
    claim = by_kind(proposals(case_file, found), "claim")[1]
    assert claim.entry["speaker"] == "speaker-to-be-named"
    assert claim.doubts == ("the source is a pronoun: who is meant?",)


def test_a_party_that_the_case_lacks_is_proposed_with_what_it_holds(case_file, found):
    made = proposals(case_file, found)
    (party,) = by_kind(made, "party")
    assert party.entry == {"id": "norway", "name": "Norway"}
    positions = by_kind(made, "position")
    assert [each.path for each in positions] == [
        ("positions", "bevania/access", "claims"),
        ("positions",),
    ]
    assert positions[1].entry["party"] == "norway"
    assert party.id in positions[1].needs


def test_an_order_becomes_steps_and_who_waits_for_what(case_file, found):
    made = proposals(case_file, found)
    assert [each.entry["name"] for each in by_kind(made, "step")] == [
        "Aldora lets ships in",
        "open the bay",
    ]
    assert by_kind(made, "step")[0].entry["by"] == ["aldora"]
    assert by_kind(made, "step")[1].doubts == (
        "who performs it is not said; bevania stands for it",
    )
    (wait,) = by_kind(made, "condition")
    assert wait.path == ("steps", "open-the-bay", "waits_for")
    assert wait.entry == {
        "party": "bevania",
        "steps": ["aldora-lets-ships-in"],
        "claims": [by_kind(made, "claim")[0].entry["id"]],
    }


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Norway demands a safe port before any truce.", ["a safe port", "any truce"]),
        (
            "Norway said it would not open the port without a truce.",
            ["a truce", "open the port"],
        ),
        (
            "Norway said that its army can’t leave the port before a truce.",
            ["a truce", "leave the port"],
        ),
    ],
)
def test_a_step_is_what_shall_be_done_and_not_that_somebody_says_so(case_file, text, steps):
    made = proposals(case_file, read(document_from_text(text, "note.txt")))
    assert [each.entry["name"] for each in by_kind(made, "step")] == steps
    assert all(each.entry["by"] == ["norway"] for each in by_kind(made, "step"))


def test_a_state_that_wants_something_itself_is_a_party_and_no_other_actor(case_file):
    document = document_from_text("Norway demands a safe port.", "note.txt")
    made = proposals(case_file, read(document))
    assert [each.entry["id"] for each in by_kind(made, "party")] == ["norway"]
    assert not by_kind(made, "actor")
    assert by_kind(made, "claim")[0].entry["speaker"] == "norway"
    assert by_kind(made, "position")[0].entry["party"] == "norway"


def test_rounds_and_delegates(case_file, found):
    made = proposals(case_file, found)
    (round_,) = by_kind(made, "round")
    assert round_.entry["dates"] == ["2026-04-04", "2026-04-05"]
    assert round_.entry["parties"] == ["aldora"]
    (delegate,) = by_kind(made, "delegate")
    assert delegate.path == ("parties", "bevania", "delegations", "talks-merin")
    assert delegate.doubts == ("the text gives no office", "the portfolio is a guess")
    assert round_.id in delegate.needs


def test_a_round_without_a_full_date_cannot_be_accepted(case_file, found):
    date = DateMention(Span(0, 5), "XXXX-04-04")
    made = proposals(case_file, replace(found, rounds=(replace(found.rounds[0], date=date),)))
    (round_,) = by_kind(made, "round")
    assert round_.missing == ("dates",)
    kept, vain = with_needs(made, {each.id for each in made})
    assert {"round", "delegate"}.isdisjoint(each.kind for each in kept)
    assert {each.kind for each in vain} == {"round", "delegate"}


def test_a_round_that_the_case_has_is_not_proposed_again(case_file, found):
    date = DateMention(Span(0, 5), "2026-03-11")
    made = proposals(case_file, replace(found, rounds=(replace(found.rounds[0], date=date),)))
    assert by_kind(made, "round") == []
    assert by_kind(made, "delegate")[0].path[-1] == "merin-1"


def test_accepted_entries_make_a_sound_case_with_every_line_kept(case_file, found):
    made = proposals(case_file, found, stored={found.document.sha256: "documents/report.txt"})
    kept, vain = with_needs(made, all_of(made))
    assert vain == ()
    after = put(case_file, kept)
    case, _ = parse_case(after, "harbour.yaml")
    lines = after.decode().splitlines()
    changed = [line for line in new_text("harbour").splitlines() if line not in lines]
    assert changed == ["    claims: [access-before-withdrawal]"]  # a list that got one longer
    assert len(case.claims) == len(case_file.case.claims) + 4
    assert case.sources[-1].text.file == "documents/report.txt"
    assert case.rounds[-1].id == "talks-merin"
    assert case.parties[1].delegations["talks-merin"][0].name == "C. Example"
    waits = {step.id: step.waits_for for step in case.steps}
    assert waits["open-the-bay"][0].steps == ("aldora-lets-ships-in",)
    assert (
        next(p for p in case.positions if p.party == "bevania" and p.issue == "access").claims[-1]
        == case.claims[len(case_file.case.claims)].id
    )


def test_what_the_case_has_already_is_not_proposed_twice(case_file, found):
    stored = {found.document.sha256: "documents/report.txt"}
    made = proposals(case_file, found, stored=stored)
    save(case_file, put(case_file, with_needs(made, all_of(made))[0]))
    again = proposals(read_case(case_file.path), found, stored=stored)
    assert [
        each
        for each in again
        if each.kind in ("source", "actor", "party", "claim", "round", "delegate")
    ] == []


def test_accepting_one_claim_brings_its_source_and_speaker_and_nothing_else(case_file, found):
    made = proposals(case_file, found)
    claim = by_kind(made, "claim")[1]
    kept, _ = with_needs(made, {claim.id})
    assert [each.kind for each in kept] == ["source", "actor", "claim"]


def test_what_needs_something_rejected_is_named(case_file, found):
    made = proposals(case_file, found)
    position = by_kind(made, "position")[1]
    kept, vain = with_needs(made, {position.id})
    assert (kept, vain) == ((), (position,))


def test_a_change_is_taken_back_to_the_byte(case_file, found):
    before = case_file.path.read_bytes()
    made = proposals(case_file, found)
    save(case_file, put(case_file, with_needs(made, all_of(made))[0]))
    assert case_file.path.read_bytes() != before
    undo(case_file.path)
    assert case_file.path.read_bytes() == before
    with pytest.raises(ReadingError, match="nothing to undo"):
        undo(case_file.path)


def test_nothing_is_taken_back_or_written_over_where_a_person_has_worked_since(case_file, found):
    made = proposals(case_file, found)
    save(case_file, put(case_file, with_needs(made, all_of(made))[0]))
    with case_file.path.open("a") as file:
        file.write("# mine\n")
    with pytest.raises(ReadingError, match="changed since"):
        undo(case_file.path)
    with pytest.raises(OutputError, match="changed on disk since it was read"):
        save(case_file, case_file.path.read_bytes())
    assert case_file.path.read_text().endswith("# mine\n")


def test_a_file_of_proposals_comes_back_as_it_went(case_file, found, tmp_path):
    made = proposals(case_file, found)
    path = tmp_path / "patch.yaml"
    text = patch_text("harbour.yaml", made)
    path.write_text(text)
    back, accepted = read_patch(path)
    assert accepted == set()
    assert [(each.id, each.kind, each.path, each.entry, each.needs) for each in back] == [
        (each.id, each.kind, each.path, each.entry, each.needs) for each in made
    ]
    path.write_text(text.replace("accept: no", "accept: yes"))
    back, accepted = read_patch(path)
    assert accepted == all_of(made)
    assert put(case_file, with_needs(back, accepted)[0]) == put(
        case_file, with_needs(made, accepted)[0]
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("goodoffices/patch/1", "goodoffices/patch/2", "expected `patch: goodoffices/patch/1`"),
        ("accept: no", "accept: maybe", "expected yes or no"),
        ("id: p2", "id: p1", "stands in the file twice"),
        ("path: [sources]", "path: sources", "list of texts"),
        ("kind: source", "kind: 3", r"p1\.kind: found 3, expected one of source"),
        ("kind: source", "kind: banana", r"p1\.kind: found 'banana'"),
        ("path: [sources]", "path: [sauces]", r"found \[sauces\], expected \[sources\]"),
        ("path: [claims]", "path: [claims, x, y]", r"expected \[claims\] for a claim"),
        ("needs: [p1]", "needs: [p99]", r"\.yaml:\d+: p\d+\.needs: it needs 'p99'"),
        ("accept: no", "acept: yes", "did you mean 'accept'"),
        ("  kind: source\n", "", "it has no `kind`"),
        ("  entry:\n    id", "  entri:\n    id", "did you mean 'entry'"),
    ],
)
def test_a_spoilt_file_of_proposals_is_a_message(case_file, found, tmp_path, old, new, message):
    path = tmp_path / "patch.yaml"
    text = patch_text("harbour.yaml", proposals(case_file, found))
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ReadingError, match=message):
        read_patch(path)


def test_an_entry_is_mended_and_what_was_missing_filled_in(case_file, found, tmp_path):
    date = DateMention(Span(0, 5), "XXXX-04-04")
    made = proposals(case_file, replace(found, rounds=(replace(found.rounds[0], date=date),)))
    (round_,) = by_kind(made, "round")
    path = tmp_path / "entry.yaml"
    path.write_text(
        entry_text(round_)
        .replace("place:", "dates: 2026-04-04, place:")
        .replace("  dates: 2026-04-04, place: Merin", "  dates: 2026-04-04\n  place: Merin")
    )
    whole = mended(round_, path)
    assert whole.missing == ()
    assert whole.entry["dates"] == "2026-04-04"
    path.write_text("- a\n- b\n")
    with pytest.raises(ReadingError, match="one entry"):
        mended(round_, path)


def test_decisions_are_kept_in_the_file(case_file, found, tmp_path):
    made = proposals(case_file, found)
    path = tmp_path / "patch.yaml"
    chosen = {by_kind(made, "claim")[0].id}
    path.write_text(patch_text("harbour.yaml", made, chosen))
    assert read_patch(path)[1] == chosen


def test_an_attributed_claim_without_a_name_is_not_the_authors(case_file, found):
    nobody = replace(found.claims[3], kind="attributed", speaker=None)
    made = proposals(case_file, replace(found, claims=(nobody,)))
    assert by_kind(made, "claim")[0].entry["speaker"] == "unnamed-source"
    kept, _ = with_needs(made, all_of(made))
    assert parse_case(put(case_file, kept), "c")[0].actors[-1].id == "unnamed-source"


def test_a_mended_entry_that_spoils_the_case_is_refused_with_its_reason(case_file, found):
    made = proposals(case_file, found)
    claim = by_kind(made, "claim")[3]
    spoilt = replace(claim, entry={**claim.entry, "kind": "truth"})
    kept = [each if each.id != claim.id else spoilt for each in with_needs(made, {claim.id})[0]]
    with pytest.raises(CaseError, match="kind"):
        put(case_file, kept)


@pytest.mark.parametrize(
    ("words", "kept"),
    [("a\u202eb\x00c", "abc"), ("a\n  b", "a b"), ("👩\u200d👧", "👩\u200d👧"), ("x" * 9, "xxxx…")],
)
def test_words_are_made_fit_for_a_case(words, kept):
    assert clean(words, 5) == kept
