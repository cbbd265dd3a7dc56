"""What must hold between hypotheses, the evidence on them, and what is to be watched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from goodoffices.case._dossier import Dossier
from goodoffices.case._draft import Draft
from goodoffices.case._tree import Key
from goodoffices.case._words import listing
from goodoffices.case.model import Alternative, Evidence, Watch

__all__ = ["hearing"]

Path = tuple[Key, ...]

_ROUNDING = 0.015
"""How far stated priors may be from 1 in sum: three thirds written as 0.33 are meant to be all."""


def hearing(dossier: Dossier) -> Iterator[Draft]:
    """Yield a draft wherever hypotheses and evidence, each readable, do not fit each other."""
    yield from _priors(dossier)
    case = dossier.case
    rivals = _rivals(dossier)
    mediators = tuple(dict.fromkeys(hypothesis.about for hypothesis in case.hypotheses))
    for path, item in dossier.each("evidence", case.evidence):
        yield from _likelihoods(path, item)
        yield from _complete(path, item, rivals)
        yield from _choices(path, item, mediators)
    for path, coming in dossier.each("watch", case.watch):
        yield from _complete(path, coming, rivals)
        yield from _choices(path, coming, mediators)
        if coming.date is not None and coming.date.last < case.as_of:
            message = f"found {coming.date.last}, which is before as_of ({case.as_of})"
            yield Draft((*path, "date"), f"{message}: what has been seen is evidence")
    for path, office in dossier.each("offices", case.offices):
        if all(number.high == 0 for number in office.portfolios.values()):
            there = (*path, "portfolios")
            yield Draft(there, "all counts are 0, expected at least one above 0")


def _priors(dossier: Dossier) -> Iterator[Draft]:
    given = defaultdict(list)
    for path, hypothesis in dossier.each("hypotheses", dossier.case.hypotheses):
        given[hypothesis.about].append((path, hypothesis))
    for about, rivals in given.items():
        there = (*rivals[0][0], "prior")
        stated = [rival.prior for _, rival in rivals if rival.prior is not None]
        total = sum(prior.mode for prior in stated)
        if len(stated) == len(rivals) and all(prior.high == 0 for prior in stated):
            message = f"all priors about {about} are 0, expected at least one above 0"
            yield Draft(there, message)
        elif "hypotheses" in dossier.partial:
            continue
        elif total > 1 + _ROUNDING or (len(stated) == len(rivals) and total < 1 - _ROUNDING):
            first = next(path for path, rival in rivals if rival.prior is not None)
            yield Draft(
                (*first, "prior"),
                f"the priors about {about} add up to {total:.3g}, expected 1 (or leave some out: "
                "they share equally what the others leave)",
            )
        silent = [(path, rival) for path, rival in rivals if rival.wants is None]
        for path, rival in silent[1:]:
            yield Draft(
                path,
                f"{rival.id} has no `utility` and no `like`, and neither has {silent[0][1].id}: "
                "expected one hypothesis about a mediator at most to be none of these",
            )


def _rivals(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """Return, for each hypothesis, all about the same mediator; empty where not all are known."""
    if "hypotheses" in dossier.partial:
        return {}
    about = defaultdict(list)
    for hypothesis in dossier.case.hypotheses:
        about[hypothesis.about].append(hypothesis.id)
    return {hypothesis.id: tuple(about[hypothesis.about]) for hypothesis in dossier.case.hypotheses}


def _likelihoods(path: Path, item: Evidence) -> Iterator[Draft]:
    if item.likelihood is None:
        return
    if all(likelihood.high == 0 for likelihood in item.likelihood.values()):
        found = "all likelihoods are 0" if item.likelihood else "there is no likelihood"
        there = (*path, "likelihood")
        yield Draft(there, f"{found}, expected at least one above 0 (something did happen)")


def _complete(
    path: Path, item: Evidence | Watch, rivals: dict[str, tuple[str, ...]]
) -> Iterator[Draft]:
    """Hold every prediction to all hypotheses about the mediator, if it is made for any of them."""
    made = [((*path, "likelihood"), item.likelihood)]
    made += [
        ((*path, "options", n, "utility"), option.utility) for n, option in enumerate(item.options)
    ]
    for there, numbers in made:
        if numbers is None:
            continue
        wanted = {other: None for key in numbers for other in rivals.get(key, ())}
        missing = [key for key in wanted if key not in numbers]
        if missing:
            what = "likelihood" if there[-1] == "likelihood" else "utility"
            yield Draft(
                there,
                f"no {what} for {listing(missing)}, expected one for every hypothesis about the "
                "same mediator",
            )


def _choices(path: Path, item: Evidence | Watch, mediators: tuple[str, ...]) -> Iterator[Draft]:
    if not item.options:
        return
    derived = any(option.utility is None for option in item.options)
    if derived and item.about is None and len(mediators) > 1:
        yield Draft(
            path,
            f"there are hypotheses about {listing(mediators)}, expected `about` to say whose act "
            f"{item.id} is",
        )
    there = (*path, "options")
    if len(item.options) < 2:
        yield Draft(there, "found one option, expected what else it could have done beside it")
    elif sum(option.inaction for option in item.options) != 1:
        yield Draft(there, "expected inaction: true on exactly one option: to do nothing")
    if len({option.utility is not None for option in item.options}) > 1:
        yield Draft(
            there,
            "some options state a `utility` and some what they lead to, expected the same of all",
        )
    for n, option in enumerate(item.options):
        if _empty(option):
            yield Draft(
                (*there, n),
                f"nothing says what {option.id} is worth, expected `utility`, or what it leads to "
                "(agreement, package, months, leaves; 0 where to nothing)",
            )


def _empty(option: Alternative) -> bool:
    leads = (option.agreement, option.months, option.leaves, option.package)
    return option.utility is None and all(part is None for part in leads)
