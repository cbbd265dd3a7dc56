"""From claims to a case: proposals looked at one by one, written as a file, or taken from one."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli._read_model import TwoReadings

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.reading import Lexicon, Proposal, Reading

__all__ = ["TEXTS", "AskedCase", "case_options", "propose_to", "without_documents"]

TEXTS = "documents"
"""Folder beside a case in which texts are stored."""


@dataclass(frozen=True, slots=True)
class AskedCase:
    """Which case is added to, and how."""

    case: str | None
    patch: str | None
    apply: str | None
    undo: bool

    @property
    def no_documents(self) -> bool:
        """Whether no document is read."""
        return self.undo or self.apply is not None


def case_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of proposals, which reach the command as one `AskedCase`."""

    @functools.wraps(command)
    def gathered(
        *,
        case: str | None,
        patch: str | None,
        apply_from: str | None,
        undo: bool,
        **rest: object,
    ) -> None:
        given = {"--patch": patch is not None, "--apply": apply_from is not None, "--undo": undo}
        named = [option for option, is_given in given.items() if is_given]
        if named and case is None:
            raise click.UsageError(f"{named[0]} is about a case; name one with --case")
        if len(named) > 1:
            raise click.UsageError(f"{' and '.join(named)} do not go together")
        command(asked_case=AskedCase(case, patch, apply_from, undo), **rest)

    options = (
        click.option(
            "--case", metavar="CASE",
            help="Propose additions to this case, and ask about each at a terminal.",
        ),
        click.option(
            "--patch", metavar="FILE",
            help="With --case: write what is proposed to FILE, and ask nothing.",
        ),
        click.option(
            "--apply", "apply_from", metavar="FILE",
            help="With --case: add what is accepted in FILE, which --patch has written.",
        ),
        click.option("--undo", is_flag=True, help="With --case: take the last change back."),
    )  # fmt: skip
    added: Callable[..., None] = gathered
    for option in reversed(options):
        added = option(added)
    return added


def without_documents(asked: AskedCase, files: Sequence[str]) -> None:
    """Take the last change to a case back, or add what is accepted in a file of proposals.

    Raises
    ------
    click.UsageError
        If documents are named all the same.
    """
    from goodoffices.case import read_case
    from goodoffices.reading import undo

    if files:
        raise click.UsageError("--apply and --undo read no documents; leave FILE out")
    name = asked.case or ""
    if asked.apply is not None:
        _apply_patch(read_case(name), asked.apply)
    else:
        undo(Path(name))
        click.echo(f"{name} is as it was before the last change")


def _apply_patch(file: CaseFile, path: str) -> None:
    """Add what is accepted in a file of proposals.

    Raises
    ------
    CaseError
        If the file cannot be read, or the case would not be sound.
    ReadingError
        If the file is none of proposals.
    """
    from goodoffices.reading import read_patch

    proposals, accepted = read_patch(Path(path))
    if not accepted:
        click.echo(
            f"nothing is accepted in {path}; put `accept: yes` where an entry shall be added"
        )
        return
    _add(file, proposals, accepted)


def propose_to(
    file: CaseFile, done: Sequence[TwoReadings], names: Lexicon, asked: AskedCase
) -> None:
    """Propose additions to a case: as a file, or one by one to whoever sits at the terminal.

    Raises
    ------
    CaseError
        If the case would not be sound.
    OutputError
        If something cannot be written.
    """
    from goodoffices.case import write_atomic
    from goodoffices.reading import Names, patch_text, propose, store, text_name

    readings = tuple(_both(two) for two in done)
    documents = [reading.document for reading in readings]
    stored = {document.sha256: f"{TEXTS}/{text_name(document)}" for document in documents}
    proposals = propose(file.case, readings, Names(file.case, names), stored)
    asking = [each for each in proposals if each.asked]
    if not asking:
        click.echo(f"nothing to propose to {file.name}: it has all of this")
        return
    if asked.patch is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(f"{_counted(asking)} could be added to {file.name}:")
        for each in asking:
            click.echo(f"  {each.kind}: {_line(each)}")
        click.echo("--patch FILE writes them for you to accept, mend or reject")
        return
    folder = _beside(file)
    for document in documents:
        store(document, folder)
    if asked.patch is not None:
        write_atomic(Path(asked.patch), patch_text(file.name, proposals).encode())
        click.echo(f"wrote {asked.patch}: {_counted(asking)}")
        click.echo(
            f"accept and mend them there; then: goodoffices read --apply {asked.patch} "
            f"--case {file.name}"
        )
        return
    proposals, accepted = _review(file, proposals)
    if not accepted:
        click.echo("nothing accepted, nothing written")
        return
    _add(file, proposals, accepted)


def _both(two: TwoReadings) -> Reading:
    """Return the reading of the rules with the claims that the model alone found."""
    from goodoffices.reading import agreement

    if two.model is None:
        return two.rules
    pairs = agreement(two.rules, two.model).pairs
    more = [
        replace(pair.second, flags=(*pair.second.flags, "found-by-model"))
        for pair in pairs
        if pair.first is None and pair.second is not None
    ]
    claims = sorted((*two.rules.claims, *more), key=lambda claim: (claim.extent, claim.id))
    return replace(two.rules, claims=tuple(claims))


def _own(file: CaseFile) -> None:
    """Refuse to change a case that came with the program."""
    from goodoffices.case import OutputError, bundled

    if file.name in bundled() and not Path(file.name).exists():
        raise OutputError(f"{file.name} came with the program; copy it and add to the copy")


def _beside(file: CaseFile) -> Path:
    from goodoffices.case import OutputError

    _own(file)
    folder = file.path.resolve().parent / TEXTS
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise OutputError(f"{folder}: the folder cannot be made: {reason}") from None
    return folder


def _review(file: CaseFile, proposals: Sequence[Proposal]) -> tuple[tuple[Proposal, ...], set[str]]:
    """Ask about one proposal after the other; what was mended takes the place of what was."""
    made = list(proposals)
    accepted: set[str] = set()
    asking = [n for n, each in enumerate(made) if each.asked]
    click.echo(f"{_counted([made[n] for n in asking])} could be added to {file.name}.")
    click.echo("For each: a accept, m mend, r reject, q stop here and keep what was accepted")
    for count, n in enumerate(asking, 1):
        rejected = {made[k].id for k in asking[: count - 1]} - accepted
        if rejected & _all_needs(made, made[n]):
            continue  # without what it rests on it cannot stand
        click.echo(f"\n{count}/{len(asking)} {made[n].kind}")
        answer = ""
        while answer not in ("a", "r", "q"):
            click.echo(_shown(made[n]))
            answer = click.prompt(
                "a/m/r/q", type=click.Choice(("a", "m", "r", "q")), show_choices=False
            )
            if answer == "m":
                made[n] = _mend(made[n])
            elif answer == "a" and (fault := _fault(file, made, accepted | {made[n].id}, n)):
                click.echo(fault)
                answer = ""
        if answer == "q":
            break
        if answer == "a":
            accepted.add(made[n].id)
    return tuple(made), accepted


def _all_needs(proposals: Sequence[Proposal], each: Proposal) -> set[str]:
    known = {other.id: other for other in proposals}
    found: set[str] = set()
    waiting = list(each.needs)
    while waiting:
        need = waiting.pop()
        if need in known and need not in found:
            found.add(need)
            waiting.extend(known[need].needs)
    return found


def _fault(file: CaseFile, made: Sequence[Proposal], accepted: set[str], n: int) -> str:
    """Return why an entry cannot be added, or nothing where it can."""
    from goodoffices.case import CaseError
    from goodoffices.reading import ReadingError, apply, with_needs

    if made[n].missing:
        return f"fill in first (m): {', '.join(made[n].missing)}"
    kept, _ = with_needs(made, accepted)
    try:
        apply(file.path.read_bytes(), kept, file.name)
    except CaseError as error:
        return "\n".join(problem.text(file.name) for problem in error.problems)
    except ReadingError as error:
        return str(error)
    return ""


def _mend(each: Proposal) -> Proposal:
    from goodoffices.case import CaseError
    from goodoffices.reading import ReadingError, entry_text, mended

    handle, name = tempfile.mkstemp(suffix=".yaml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(entry_text(each))
        click.edit(filename=name)
        return mended(each, Path(name))
    except (CaseError, ReadingError) as error:
        click.echo(str(error))
        return each
    finally:
        Path(name).unlink(missing_ok=True)


def _add(file: CaseFile, proposals: Sequence[Proposal], accepted: set[str]) -> None:
    from goodoffices.reading import apply, save, with_needs

    _own(file)
    kept, vain = with_needs(proposals, accepted)
    for each in vain:
        click.echo(
            f"left out: {each.kind} {each.id}, since {_why(each, proposals, accepted)}", err=True
        )
    if not kept:
        click.echo(f"nothing can be added to {file.name}")
        return
    after = apply(file.path.read_bytes(), kept, file.name)
    saved = save(file, after)
    click.echo(f"added to {file.name}: {_counted(kept)}")
    if saved.unkept is not None:
        click.echo(f"{saved.unkept}; it cannot be taken back", err=True)
        return
    click.echo(f"goodoffices read --undo --case {file.name} takes it back")


def _why(each: Proposal, proposals: Sequence[Proposal], accepted: set[str]) -> str:
    """Return why an accepted entry is left out."""
    if each.missing:
        keys = ", ".join(each.missing)
        return f"{keys} must be filled in; then take `missing` out of the item"
    known = {other.id: other for other in proposals}
    lacking = next(
        (known[need] for need in each.needs if known[need].asked and need not in accepted), None
    )
    if lacking is not None:
        return f"it needs {lacking.kind} {lacking.id}, which is not accepted"
    return "something it needs is left out"


_PLURALS = {"party": "parties"}


def _counted(proposals: Sequence[Proposal]) -> str:
    count = Counter(each.kind for each in proposals)
    parts = [
        f"{number} {kind if number == 1 else _PLURALS.get(kind, f'{kind}s')}"
        for kind, number in count.items()
    ]
    return ", ".join(parts)


def _line(each: Proposal) -> str:
    place = f"{each.place} " if each.place else ""
    return f"{place}“{each.words}”" if each.words else f"{place}{each.id}"


def _shown(each: Proposal) -> str:
    from goodoffices.reading import entry_text

    return entry_text(each).rstrip()
