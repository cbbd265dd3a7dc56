"""Steps, the waits between them, and what breaks a circle, in words."""

from __future__ import annotations

from goodoffices.brief._document import Given, Inlines, inlines
from goodoffices.brief._words.lexicon import Lexicon, join, shown
from goodoffices.brief._words.numbers import NARROW, count
from goodoffices.order import Act, Arrangement, Awaited, Breaker, Circle, OrderResult, Wait

__all__ = [
    "BREAKERS",
    "Planned",
    "act",
    "act_label",
    "awaited",
    "breaker",
    "obstacle",
    "step",
    "steps_of",
    "story",
    "wait",
]

Planned = OrderResult | Arrangement
"""What knows the steps of a package."""

BREAKERS = {
    "together": "Together",
    "snap-back": "Snap-back",
    "escrow": "Escrow",
    "tranches": "Tranches",
    "sunset": "Sunset",
    "penalty": "Guarantor’s penalty",
}


def step(it: Planned, key: str) -> Inlines:
    """Return the name of a step, in quotation marks."""
    return inlines("“", Given(_name(it, key)), "”")


def _name(it: Planned, key: str) -> str:
    return shown(next((entry.name for entry in it.steps if entry.id == key), key))


def act_label(it: Planned, entry: Act) -> str:
    """Return what is done at one time as a plain string.

    Examples of what it reads like: "Signature", "Signature + Guarantees in force", "Deposit of
    Maps", "Ceasefire (can be undone)", "Withdrawal (part 1 of 3)".
    """
    parts = [_name(it, key) for key in entry.steps]
    parts += [f"Deposit of {_name(it, key)}" for key in entry.deposits]
    parts += [f"Release of {_name(it, key)}" for key in entry.releases]
    parts += [f"{_name(it, key)} (can be undone)" for key in entry.provisional]
    parts += [f"{_name(it, key)} (now final)" for key in entry.final]
    which = f" (part {entry.part} of {entry.parts})" if entry.parts > 1 else ""
    return f"{' + '.join(parts)}{which}"


def steps_of(entry: Act) -> tuple[str, ...]:
    """Return the ids of all steps of which something is done."""
    every = (entry.steps, entry.deposits, entry.releases, entry.provisional, entry.final)
    return tuple(dict.fromkeys(key for keys in every for key in keys))


def act(it: Planned, entry: Act) -> Inlines:
    """Return what is done at one time, in quotation marks."""
    return inlines("“", Given(act_label(it, entry)), "”")


def wait(words: Lexicon, it: Planned, entry: Wait) -> Inlines:
    """Return a wait as a clause, with the claims behind it."""
    first, then = step(it, entry.on), step(it, entry.step)
    if entry.party is None:
        return inlines(then, " can only come after ", first)
    told = inlines(
        words.the(entry.party), " wants ", first, " before ", then, words.basis(entry.claims)
    )
    return join([told, *(wait(words, it, each) for each in entry.also)])


def awaited(words: Lexicon, it: Planned, entry: Awaited) -> Inlines:
    """Return a wait between acts as a clause, with the claims behind it."""
    first, then = act(it, entry.on), act(it, entry.act)
    told = entry.wait
    if told.party is None:
        return inlines(then, " can only come after ", first)
    if entry.act == entry.on:
        first, then = step(it, told.on), step(it, told.step)
    return inlines(
        words.the(told.party), " wants ", first, " before ", then, words.basis(told.claims)
    )


def story(words: Lexicon, it: Planned, circle: Circle) -> Inlines:
    """Return a circle of waits as clauses, one for each wait."""
    clauses = []
    following = (*circle.waits[1:], circle.waits[0])
    for entry, after in zip(circle.waits, following, strict=True):
        clauses.append(wait(words, it, entry))
        if entry.on != after.step:
            clauses.append(
                inlines(step(it, entry.on), " happens at the same time as ", step(it, after.step))
            )
    return join(clauses)


def breaker(words: Lexicon, it: Planned, circle: Circle, entry: Breaker) -> Inlines:
    """Return what a breaker means for a circle, as a sentence."""
    caught = tuple(dict.fromkeys(each.step for each in circle.waits))
    steps = join([step(it, key) for key in caught])
    if entry.kind == "together":
        return inlines(steps, " become one act.")
    if entry.kind == "tranches" and entry.wait is not None:
        return inlines(
            steps, f" are each cut into {count(entry.parts, 'equal part')} that take turns; ",
            step(it, entry.wait.step), " begins.",
        )  # fmt: skip
    if entry.wait is None:
        return inlines(steps)
    first, then = step(it, entry.wait.step), step(it, entry.wait.on)
    match entry.kind:
        case "snap-back":
            return inlines(
                first, " goes first, and is undone by itself if anybody walks away before ",
                then, " is done.",
            )  # fmt: skip
        case "escrow":
            return inlines(
                first, " is done into the hands of a third party, and released together with ",
                then, ".",
            )  # fmt: skip
        case "sunset":
            return inlines(
                first, " goes first and lapses unless ", then,
                f" follows in time; until then it adds {100 * entry.share:.0f}{NARROW}% of what it "
                "would add to anybody’s hand.",
            )  # fmt: skip
        case _:
            parties = dict.fromkeys(each.party for each in entry.wait.every if each.party)
            who = join([words.the(party) for party in parties])
            gives = (
                " gives its condition up, " if len(parties) == 1 else " give this condition up, "
            )
            return inlines(
                who, gives, first, " goes first, and a guarantor punishes whoever then walks away.",
            )  # fmt: skip


def obstacle(it: Planned, circle: Circle, entry: Breaker) -> Inlines:
    """Return why a breaker does not work, as a sentence."""
    match entry.obstacle:
        case "irreversible":
            held = dict.fromkeys(each.step for each in circle.waits if each.party)
            steps = join([step(it, key) for key in held], "or")
            return inlines("The case does not say that ", steps, " can be undone.")
        case "nature":
            return inlines("Some of it can only come after the rest.")
        case "duration":
            return inlines("The steps take very different times, so that they are no one act.")
        case "unknown" if entry.kind == "together":
            return inlines(
                "The case does not say how long each of the steps takes, so that it cannot be told "
                "whether they could be one act."
            )
        case "unknown":
            return inlines(
                "The case does not say how long it takes until what it would be undone without is "
                "done."
            )
        case "horizon":
            return inlines(
                "What it would be undone without is done no earlier than the horizon of the case, "
                "with all that has to come before it."
            )
        case "nobody":
            return inlines(
                "It takes a third party, and nobody in the case stands outside the circle."
            )
        case _:
            return inlines("Steps would still wait for each other in a circle.")
