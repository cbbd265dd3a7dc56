"""What is wrong between hypotheses, evidence and what to watch is said with its line."""

from __future__ import annotations

import pytest

from goodoffices.case import CaseError, parse_case
from goodoffices.case.new import new_text
from goodoffices.case.numbers import Uncertain

TEXT = """
hypotheses:
  - {id: peace, about: league, name: Peace, text: T, utility: {agreement: 1}}
  - {id: process, about: league, name: Process, text: T, utility: {process: 1}}
  - {id: none, about: league, name: None, text: T}
evidence:
  - id: words
    text: Speaks of peace.
    channel: document
    date: 2026-01-10
    likelihood: {peace: very likely, process: [0.2, 0.4, 0.6], none: 0.5}
  - id: act
    text: Proposes.
    channel: choice
    chosen: propose
    options:
      - {id: propose, name: Propose, agreement: 0.5}
      - {id: wait, name: Wait, months: 1, inaction: true}
voices:
  - {id: palace, name: Palace, deceives: 0.2}
watch:
  - {id: next, text: T, date: 2030-01-01, likelihood: {peace: 0.5, process: 0.2, none: 0.4}}
"""


def read(*changes):
    base = new_text("small")
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_case((base + text).encode(), "small.yaml")[0]


def problems(*changes):
    with pytest.raises(CaseError) as caught:
        read(*changes)
    return str(caught.value)


def test_words_are_read_as_the_published_ranges():
    case = read()
    likelihood = case.evidence[0].likelihood
    assert likelihood["peace"] == Uncertain(0.8, 0.875, 0.95)
    assert likelihood["none"] == Uncertain(0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("T, utility: {agreement: 1}", "T, prior: 0.5, utility: {agreement: 1}"),
          ("T, utility: {process: 1}", "T, prior: 0.7, utility: {process: 1}")],
         "hypotheses[peace].prior: the priors about league add up to 1.2, expected 1"),
        ([("T, utility: {agreement: 1}", "T, prior: 0.5, utility: {agreement: 1}"),
          ("T, utility: {process: 1}", "T, prior: 0.2, utility: {process: 1}"),
          ("name: None, text: T", "name: None, text: T, prior: 0.1")],
         "add up to 0.8"),
        ([("{peace: very likely, process: [0.2, 0.4, 0.6], none: 0.5}",
           "{peace: 0, process: 0, none: 0}")],
         "evidence[words].likelihood: all likelihoods are 0"),
        ([(", none: 0.5}", "}")],
         "no likelihood for none, expected one for every hypothesis about the same mediator"),
        ([("text: T, utility: {process: 1}", "text: T")],
         "none has no `utility` and no `like`, and neither has process"),
        ([("date: 2026-01-10", "date: 2031-01-10")], "after as_of"),
        ([("very likely", "quite likely")], "one of almost no chance, very unlikely"),
        ([("chosen: propose", "chosen: propse")], "did you mean 'propose'?"),
        ([("    chosen: propose\n", "")], "expected `options` and `chosen` side by side"),
        ([("channel: choice", "channel: document")], "expected channel: choice beside `options`"),
        ([("      - {id: wait, name: Wait, months: 1, inaction: true}\n", "")],
         "found one option, expected what else it could have done beside it"),
        ([(", inaction: true", "")], "expected inaction: true on exactly one option"),
        ([("id: wait", "id: propose")], "'propose' stands twice"),
        ([("agreement: 0.5}", "utility: {peace: 1, process: 0, none: 0}}")],
         "some options state a `utility` and some what they lead to"),
        ([("agreement: 0.5}", "agreement: 0.5, utility: {peace: 1}}")],
         "expected `utility`, or else what it leads to"),
        ([(", agreement: 0.5}", "}")], "nothing says what propose is worth"),
        ([("agreement: 0.5}", "agreement: 0.5, package: {nothing: here}}")], "'nothing' is not an issue"),
        ([("    date: 2026-01-10\n", "    voice: palce\n")], "did you mean 'palace'?"),
        ([("    date: 2026-01-10\n", "    if_deceiving: {peace: 0.5}\n")],
         "expected `if_deceiving` beside a `voice`"),
        ([("date: 2030-01-01", "date: 2020-01-01")], "what has been seen is evidence"),
        ([("date: 2030-01-01", "event: nothing")], "is not an event"),
        ([("date: 2030-01-01, ", "")], "expected one of `date`, `event` and `round`"),
        ([("utility: {agreement: 1}", "like: gain-elsewere")], "did you mean 'gain-elsewhere'?"),
        ([("utility: {agreement: 1}", "like: peace-on-one-sides-terms")], "expected `side` beside"),
        ([("utility: {agreement: 1}", "like: gain-elsewhere, utility: {exit: 1}")],
         "expected `like` or `utility`, not both"),
    ],
)  # fmt: skip
def test_every_mistake_is_said_with_its_place(changes, said):
    text = problems(*changes)
    assert said in text
    assert text.startswith("small.yaml:")
    assert text.split(":")[1].isdigit()


def test_an_act_of_one_of_two_mediators_says_whose_it_is():
    second = "  - {id: lone, about: aldora, name: L, text: T, like: gain-elsewhere}\nevidence:\n"
    text = problems(("evidence:\n", second))
    assert "expected `about` to say whose act act is" in text


def test_two_contradicting_statements_of_one_item_are_refused():
    text = problems(("    chosen: propose\n", "    chosen: propose\n    likelihood: {peace: 1}\n"))
    assert "expected `likelihood` or `options`, not both" in text
