"""What validation finds is said in the analyst's words, at its place."""

from __future__ import annotations

import pytest

CASES = [
    ("consent: true  ", "consent: [Ac Cess]  ", "parties[aldora].consent[#1]: found the text 'Ac Cess', expected an id"),
    ("options: [none, half, full]", "options: [none, 1991, full]", "issues[withdrawal].options[#2]: found the number 1991, expected an id, or {id, name, note}: put it in quotes, '1991'"),
    ("options: [none, half, full]", "options: [none, Half, full]", "issues[withdrawal].options[#2]: found the text 'Half', expected an id of small letters, digits, '-' and '_', such as 'half'"),
    ("as_of: 2026-03-01", "as_of: 2026-02-30", "as_of: found the text '2026-02-30', expected a date that exists"),
    ("date: 2026-02-27", "date: [2026-02-30, 2026-03-11]", "sources[lake-courier].date[#1]: found the text '2026-02-30', expected a date that exists"),
    ("as_of: 2026-03-01", "as_of: 20260301", "as_of: found the number 20260301, expected a date as YYYY-MM-DD"),
    ("title: Talks on the harbour of Merin", "title: 2026", "title: found the number 2026, expected a text: put it in quotes, '2026'"),
    ("title: Talks on the harbour of Merin", "title: 0x1F", "put it in quotes, '0x1F'"),
    ("title: Talks on the harbour of Merin", "title:", "title: found nothing, expected a text"),
    ("title: Talks on the harbour of Merin", "title: ''", "title: found an empty text, expected at least one letter"),
    ("title: Talks on the harbour of Merin", f"title: {'x' * 300}", "title: found a text of 300 characters, at most 200 fit"),
    ("title: Talks on the harbour of Merin", "title: [a]", "title: found a list of 1, expected a text"),
    ("title: Talks on the harbour of Merin\n", "", "missing key 'title'"),
    ("format: 1", "format: 2", "format: found the number 2, expected 1"),
    ("format: 1", "<<: {a: 1}\nformat: 1", "unknown key '<<'"),
    ("kind: reporting ", "kind: reportng ", "sources[lake-courier].kind: found the text 'reportng', expected one of reporting, commentary, official, agreement, dataset, scholarship; did you mean 'reporting'?"),
    ("credibility: 2 ", "credibility: 7 ", "claims[no-foreign-guards].credibility: found the number 7, expected at most 6"),
    ("credibility: 2 ", "credibility: 0 ", "found the number 0, expected at least 1"),
    ("credibility: 2 ", "credibility: x ", "found the text 'x', expected a whole number"),
    ("credibility: 2 ", "credibility: 2.5 ", "found the number 2.5, expected a whole number"),
    ("{paragraph: 2}", "{paragraph: 0}", "claims[no-foreign-guards].at.paragraph: found the number 0"),
    ("{paragraph: 2}", "{}", "expected a paragraph, page, section or span"),
    ("{paragraph: 2}", "{span: [9, 3]}", "expected span: [start, end], start < end"),
    ("{paragraph: 2}", "7", "claims[no-foreign-guards].at: found the number 7, expected a mapping (key: value)"),
    ("about: [aldora, monitoring]", "about: aldora", "found the text 'aldora', expected a list: [aldora]"),
    ("about: [aldora, monitoring]", "about: [Al Dora]", "found the text 'Al Dora', expected an id of small letters, digits, '-' and '_', such as 'al-dora'"),
    ("consent: true  ", "consent: NO  ", "parties[aldora].consent: found the text 'NO', expected true, false or a list of issues"),
    ("consent: true  ", "consent: 1  ", "found the number 1, expected true, false or a list of issues"),
    ("consent: true  ", "consent: [acces]  ", "parties[aldora].consent[#1]: 'acces' is not an issue, expected one of access, monitoring, withdrawal; did you mean 'access'?"),
    ("consent: true  ", "consnt: true  ", "parties[aldora].consnt: unknown key 'consnt', expected one of claims, consent,"),
    ("per_month: [-0.02, -0.01, 0] ", "per_mnth: 0 ", "did you mean 'per_month'?"),
    ("portfolio: political, head: true}", "portfolio: political, hed: true}", "parties[aldora].delegations.merin-1[#1].hed: unknown key 'hed'"),
    ("name: A. Example, ", "", "parties[aldora].delegations.merin-1[#1]: missing key 'name'"),
    ("      merin-1:\n", "      Merin 1:\n", "such as 'merin-1'"),
    ("separable: true ", "separable: yes ", "issues[monitoring].separable: found the text 'yes', expected true or false"),
    ("weight: [0.2, 0.3, 0.4]", "weight: [0.3, 0.2, 0.4]", "positions[aldora, access].weight: found [0.3, 0.2, 0.4], expected low <= mode <= high"),
    ("weight: [0.2, 0.3, 0.4]", "weight: [0.3, 0.4]", "found [0.3, 0.4], expected three numbers"),
    ("weight: [0.2, 0.3, 0.4]", "weight: -1", "found the number -1, expected a number from 0"),
    ("weight: [0.2, 0.3, 0.4]", "weight: heavy", "found the text 'heavy', expected a number or [low, mode, high]"),
    ("weight: [0.2, 0.3, 0.4]", "weight: '0.3'", "expected a number or [low, mode, high] (without quotes)"),
    ("weight: [0.2, 0.3, 0.4]", "weight: .inf", "expected a finite number"),
    ("weight: [0.2, 0.3, 0.4]", "weight: .nan", "expected a finite number"),
    ("weight: [0.2, 0.3, 0.4]", "wieght: 1", "positions[aldora, access].wieght: unknown key 'wieght', expected one of claims, curvature"),
    ("holds: [0.4, 0.6, 0.8]", "holds: 1.2", "positions[aldora, monitoring].red_lines[#1].holds: found the number 1.2, expected a number from 0 to 1"),
    ("kind: absolute, why", "kind: absolute, holds: 0.5, why", "expected no `holds` on an absolute red line"),
    ("free: [0.1, 0.3, 0.5]}", "free: 1.3}", "positions[aldora, access].values.free: found the number 1.3, expected a number from 0 to 1"),
    ("{if: access.free,", "{if: free,", "links[free-needs-watching].requires.if: found the text 'free', expected issue.option"),
    ("{if: access.free,", "{if_: access.free,", "unknown key 'if_', expected one of if, then; did you mean 'if'?"),
    ("requires: {", "bonus: {aldora: 1}\n    requires: {", "expected `together` and `bonus` side by side"),
    ("requires: {", "excludes: [access.free]\n    requires: {", "expected exactly one of excludes, requires, together"),
    ("dates: [2026-03-10, 2026-03-11]", "dates: [2026-03-11, 2026-03-10]", "rounds[merin-1].dates: found a list of 2, expected [first, last] with first <= last"),
    ("dates: [2026-03-10, 2026-03-11]", "dates: [2026-03-11]", "expected a date or [first, last]"),
    ("    on: 2026-09-30\n", "", "expected one of `on` and `hazard_per_month`"),
    ("{mediator_leaves: [0.2, 0.4, 0.6]}", "{mediator_leaves: [0.2, 0.4, 1.6]}", "expected a number from 0 to 1"),
    ("by: [aldora]", "by: []", "steps[open-harbour].by: found an empty list, expected at least one item"),
    ("sources:\n  - id: lake-courier", "sources:\n  - 5\n  - id: lake-courier", "sources[#1]: found the number 5, expected a mapping (key: value)"),
    ("links:\n", "links: {}\nlinks_:\n", "links: found an empty mapping, expected a list"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CASES, ids=[case[2][:60] for case in CASES])
def test_a_mistake_is_named_with_what_was_expected(problems, old, new, expected):
    found = problems((old, new))
    assert any(expected in line for line in found), found
    assert all(line.startswith("small.yaml:") for line in found)
    joined = "\n".join(found).lower()
    assert "pydantic" not in joined
    assert "input should" not in joined
    assert "http" not in joined


def test_every_mistake_is_shown_in_the_order_of_the_file(problems):
    found = problems(
        ("credibility: 2 ", "credibility: 7 "),
        ("source: lake-courier", "source: lake-courer"),
        ("area: force_posture", "area: force_postur"),
        ("holds: [0.4, 0.6, 0.8]", "holds: 1.2"),
        ("steps: [open-harbour]", "steps: [open-habour]"),
        ("aldora: 0.1", "alldora: 0.1"),
    )
    assert len(found) == 6, found
    lines = [int(line.split(":")[1]) for line in found]
    assert lines == sorted(lines)


def test_a_part_that_cannot_be_read_brings_no_follow_up_errors(problems):
    assert len(problems(("id: access\n", "id: access\n    colour: red\n"))) == 1
    assert len(problems(("id: merin-1", "id: merin-1\n    colour: red"))) == 1
    assert len(problems(("short: League", "short: 5"))) == 1
    assert len(problems(("- id: access\n", "- id: Access\n"))) == 1
    found = problems(("  - id: access\n", "  - idd: access\n"))
    assert len(found) == 2, found  # the unknown key, and the missing one


def test_unknown_ids_are_found_beside_a_part_that_cannot_be_read(problems):
    found = problems(
        ("weight: [0.2, 0.3, 0.4]", "weight: 1e9"),
        ("{party: bevania, steps", "{party: bevannia, steps"),
    )
    assert len(found) == 2
    assert "did you mean 'bevania'?" in found[1]


def test_a_list_of_consent_with_a_mistake_is_one_error(problems):
    assert len(problems(("consent: true  ", "consent: [Ac Cess]  "))) == 1
    assert len(problems(("consent: true  ", "consent: maybe  "))) == 1


def test_hidden_characters_written_with_escapes_reach_no_message(problems):
    found = problems(("id: merin-1", 'id: "\\x1b[31mred"'), ("short: League", '"\\u202e": 5'))
    assert len(found) == 2
    assert "U+202E" in found[0]
    assert "U+001B" in found[1]
    assert "\x1b" not in "".join(found)


def test_a_message_is_one_line_whatever_the_key_or_id(problems):
    """A tab or a line end in a key once reached the name of the place."""
    found = problems(("short: League", '"a\\n\\tb": 5'), ("id: merin-1", 'id: "m\\n1"'))
    assert len(found) >= 2
    assert all(line.startswith("small.yaml:") for line in found)
    assert "\t" not in "".join(found)
