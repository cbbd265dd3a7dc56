"""What a hypothesis about the mediator would mean for the talks."""

import pytest

from goodoffices.answers import meaning_of, weighed
from goodoffices.brief import as_text, intent_sections
from goodoffices.case import read_case
from goodoffices.intent import analyse, as_if_true, hypothesis_draws
from goodoffices.talks import MILESTONES, compare, play_talks
from goodoffices.talks._job import Job, simulate_job
from goodoffices.talks._setting import setting
from goodoffices.talks._tally import passed

RUNS = 60


@pytest.fixture(scope="module")
def file():
    return read_case("camp-david-1978")


@pytest.fixture(scope="module")
def result(file):
    return weighed(analyse(file.case, draws=200), file.case)


@pytest.fixture(scope="module")
def meaning(file, result):
    return meaning_of(file.case, result, runs=RUNS, seed=1, workers=1)


def test_a_mediator_behaves_as_its_utility_implies(file):
    case = read_case("geneva-2026").case
    leaving = next(h for h in case.hypotheses if h.id == "leave-blame")
    mediator = next(p.mediator for p in as_if_true(case, leaving).parties if p.mediator)
    assert mediator.patience.high == 0
    none = next(h for h in file.case.hypotheses if h.id == "none-of-these")
    assert as_if_true(file.case, none) == file.case


def test_a_hypothesis_about_somebody_who_does_not_mediate_is_refused(file):
    other = file.case.hypotheses[0].model_copy(update={"about": "egypt"})
    with pytest.raises(ValueError, match="egypt does not mediate"):
        as_if_true(file.case, other)


def test_each_version_is_played_as_it_would_be_alone(file, meaning):
    for hypothesis, scenario in zip(file.case.hypotheses, meaning.scenarios[1:], strict=True):
        assert scenario.name == hypothesis.id
        alone = play_talks(as_if_true(file.case, hypothesis), runs=RUNS, workers=1)
        assert scenario.result == alone


def test_the_mixture_takes_each_run_from_the_hypothesis_drawn_for_it(file, result, meaning):
    drawn = hypothesis_draws(result, seed=1, count=RUNS)
    assert len(set(drawn.tolist())) > 1
    until = setting(file.case).until
    expected = dict.fromkeys(MILESTONES, 0)
    for index, hypothesis in enumerate(file.case.hypotheses):
        job = Job(as_if_true(file.case, hypothesis), 1, file.case.horizon)
        for milestone, when in passed(simulate_job(job, 0, RUNS)).items():
            expected[milestone] += int((when[drawn == index] <= until).sum())
    assert {name: round(meaning.mixture[name].value * RUNS) for name in MILESTONES} == expected


def test_without_a_draw_there_is_no_mixture(file):
    assert compare({"": file.case, "same": file.case}, runs=5, workers=1).mixture is None


def test_the_section_says_what_each_would_mean(file, meaning):
    text = " ".join(as_text(intent_sections(file, analyse(file.case, draws=200), meaning)).split())
    assert "What each would mean for the talks" in text
    assert "If the hypothesis is drawn for each run as the evidence weighs them" in text
    assert text.count("the case as it stands") >= 2
