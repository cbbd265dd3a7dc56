"""Write the forecasts on the Geneva round again: ``python tools/register_geneva.py [FILE]``.

They are forecasts as of the date of the bundled case, from what it held on that day and from
nothing learnt later.  Where the talks played forward answer a question, the number is theirs, as it
came out; where they do not, it is a judgement, and its reason stands beside it.  The same case and
version give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from goodoffices import __version__
from goodoffices.case import CaseFile, read_case, write_atomic
from goodoffices.record import (
    FORECASTER,
    CaseUsed,
    Draft,
    Forecaster,
    Question,
    Reference,
    add_forecast,
    answer_talks,
    bundled_logs,
)

CASE = "geneva-2026"
RUNS = 2000
SEED = 1
ANALYST = Forecaster("authors of the case")


@dataclass(frozen=True)
class Planned:
    """A question with what stands beside its forecast.

    Parameters
    ----------
    question
        What is asked.
    outcome
        What the talks are asked; empty where they do not answer the question.
    judgement
        A probability of the authors'; None where the talks answer.
    basis
        Why, beside what the talks say of themselves.
    reference
        What the record of past talks says.
    no_change
        The chance of yes if everything stayed as it was.
    """

    question: Question
    outcome: str
    judgement: float | None
    basis: str
    reference: Reference
    no_change: float


PLANNED = (
    Planned(
        Question(
            "geneva-agreement-february",
            "Is a comprehensive agreement on ending the war signed by 28 February 2026?",
            "Yes if representatives of Russia and of Ukraine, authorised by their heads of state, "
            "have signed a text that settles at least the end of the fighting, the control of "
            "land and security guarantees, and both governments say so. A memorandum, a framework "
            "of principles, an initialled draft or a text that only one of the two has signed is "
            "a no. Ratification is not needed.",
            dt.date(2026, 2, 28),
        ),
        "comprehensive",
        None,
        "Only the round of 17-18 February has been announced for these twelve days. No change: "
        "nothing is signed, at the least that a log takes",
        Reference(
            "pax_reach_comp",
            0.004,
            184,
            "36 of 100 peace processes reach a comprehensive agreement (PA-X v10, n = 184), and a "
            "quarter of those that do so reach it within 301 days of the first pre-negotiation "
            "agreement (PA-X v10, n = 35): 0.36 x 0.25 x 12 / 301 for twelve days. The two numbers "
            "come from different parts of one data set, and are multiplied here",
        ),
        0.001,
    ),
    Planned(
        Question(
            "geneva-ceasefire-february",
            "Is a general ceasefire between Russia and Ukraine in force by 28 February 2026?",
            "Yes if both governments have announced that all military action on land, in the air "
            "and at sea is to stop, without a date of its end or for at least 30 days, and the "
            "moment at which it begins lies at or before the end of 28 February 2026, Kyiv time. "
            "Violations after that do not matter. A pause for single targets such as energy, for "
            "single places or for a holiday is a no.",
            dt.date(2026, 2, 28),
        ),
        "settled:ceasefire",
        None,
        "The end of the fighting has to be settled before a ceasefire can be in force, so that "
        "this is the most that the talks give. No change: the fighting goes on, at the least that "
        "a log takes",
        Reference(
            "icb_med_formal",
            0.017,
            150,
            "44 of 100 mediated interstate crises end in a formal agreement, ceasefires included "
            "(ICB v13, n = 150). A mediation that has lasted half a year is between the upper "
            "quartile of 162 days and the upper tenth of 446 (n = 139), where about 3.8 of 100 end "
            "within twelve days. The two are multiplied here, as if how mediation ends did not "
            "depend on how long it takes",
        ),
        0.001,
    ),
    Planned(
        Question(
            "geneva-prisoners-march",
            "Do Russia and Ukraine agree on an exchange of prisoners of war, or carry one out, "
            "between 17 February and 7 March 2026?",
            "Yes if, between 17 February and 7 March 2026, both sides have announced that an "
            "exchange of at least 20 prisoners of war has been agreed, or at least 20 of each side "
            "have been handed over. The return of remains, of civilians or of single persons is a "
            "no.",
            dt.date(2026, 3, 7),
        ),
        "",
        0.6,
        "A judgement: the talks play a lasting scheme of exchanges, which goes beyond exchanges "
        "case by case as they are held now, and so do not answer this. The second of two rounds "
        "brought an exchange of 314 prisoners, the first in five months; prisoners are on the "
        "agenda in Geneva, and an exchange needs nothing else to be settled. Against it: the case "
        "takes ten to ninety days to prepare one, and five months had passed before the last. No "
        "change: one exchange in some 150 days, 1 - exp(-19 / 150) for nineteen of them",
        Reference(
            "this process: rounds with an exchange",
            0.5,
            2,
            "one of two rounds so far, (1 + 1) / (2 + 2) by the rule of succession; an anecdote",
        ),
        0.12,
    ),
    Planned(
        Question(
            "geneva-tracks-march",
            "On 31 March 2026, has the technical track advanced further than the political one, "
            "with the talks going on?",
            "Yes if on 31 March 2026 all three hold. (1) On at least one of monitoring of a "
            "ceasefire, strikes on energy and ports, the nuclear power plant, prisoners of war "
            "beyond single exchanges, and civilians, children and the missing, both governments "
            "have announced since 17 February 2026 that a rule for the time to come is agreed "
            "between them. (2) On none of control of land in the east, security guarantees, "
            "foreign forces, NATO, the size of armed forces, the end of the fighting and the "
            "security order in Europe have both announced an agreement. (3) Neither government, "
            "nor the United States, has declared the talks suspended or over without taking that "
            "back.",
            dt.date(2026, 3, 31),
        ),
        "standing:partial",
        None,
        "The state in which some issues have been settled on their own, no framework of "
        "principles has been agreed, and the talks go on. No change: nothing lasting is settled on "
        "either track, as after two rounds, 0.1 by judgement",
        Reference(
            "mend_agreement_rate",
            0.42,
            924,
            "167 of 1,000 direct mediation events are tied to an agreement of any kind (MEND "
            "2018-2025, n = 924): 1 - (1 - 0.167)^3 for three meetings until then, taken as "
            "independent. It does not say that such agreements stay technical",
        ),
        0.1,
    ),
    Planned(
        Question(
            "geneva-next-round-march",
            "Does the next trilateral round after Geneva begin by 10 March 2026?",
            "Yes if delegations of Russia, Ukraine and the United States, each with a mandate of "
            "its government, have begun to meet in one place after the round of 17-18 February "
            "2026 has ended, on 10 March 2026 at the latest. Meetings of two of the three, calls "
            "and meetings of working groups without any head of delegation are a no.",
            dt.date(2026, 3, 10),
        ),
        "sessions:2",
        None,
        "Geneva is the first session of the talks as they are played, the next round the second. "
        "No change: rounds go on at the rhythm of the last four weeks, 0.9 by judgement",
        Reference(
            "this process: gaps between rounds",
            0.75,
            2,
            "both gaps between rounds so far were of 12 and 13 days, within the 20 days asked "
            "about, (2 + 1) / (2 + 2) by the rule of succession; an anecdote",
        ),
        0.9,
    ),
)


def planned_forecast(planned: Planned, file: CaseFile) -> Draft:
    """Return one forecast, as of the date of the case."""
    used = CaseUsed(file.case.case, file.sha256)
    if planned.judgement is not None:
        return Draft(
            question=planned.question,
            made=file.case.as_of,
            probability=planned.judgement,
            forecaster=ANALYST,
            basis=planned.basis,
            case=used,
            reference=planned.reference,
            no_change=planned.no_change,
        )
    answer = answer_talks(file.case, planned.outcome, planned.question.by, runs=RUNS, seed=SEED)
    return Draft(
        question=planned.question,
        made=file.case.as_of,
        probability=answer.probability,
        interval=answer.interval,
        forecaster=Forecaster(FORECASTER, __version__),
        basis=f"{answer.basis}. {planned.basis}",
        case=used,
        run=answer.run,
        reference=planned.reference,
        no_change=planned.no_change,
    )


def register() -> bytes:
    """Return the log with all forecasts, none of them resolved."""
    file = read_case(CASE)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "forecasts.jsonl"
        for planned in PLANNED:
            add_forecast(str(log), planned_forecast(planned, file), today=file.case.as_of)
        return log.read_bytes()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else bundled_logs()[CASE]
    write_atomic(target, register())
