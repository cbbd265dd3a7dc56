"""Where each strategy and protocol comes from, and what it sees and does not see."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.talks._concession import EXPONENTS

__all__ = ["CARDS", "Card"]

_TACTICS = (
    (
        'Faratin, Sierra & Jennings 1998, "Negotiation decision functions for autonomous agents", '
        "Robotics and Autonomous Systems 24(3-4)"
    ),
    "10.1016/S0921-8890(98)00029-3",
)
_TRADE_OFFS = (
    (
        'Faratin, Sierra & Jennings 2002, "Using similarity criteria to make issue trade-offs in '
        'automated negotiations", Artificial Intelligence 142(2)'
    ),
    "10.1016/S0004-3702(02)00290-4",
)
_TWO_LEVELS = (
    (
        'Putnam 1988, "Diplomacy and domestic politics: the logic of two-level games", '
        "International Organization 42(3)"
    ),
    "10.1017/S0020818300027697",
)
_BARGAINING = (
    'Rubinstein 1982, "Perfect equilibrium in a bargaining model", Econometrica 50(1)',
    "10.2307/1912531",
)
_DEADLINE = ("Stahl 1972, Bargaining Theory, Stockholm School of Economics", None)
_OUTSIDE = (
    (
        'Binmore, Shaked & Sutton 1989, "An outside option experiment", Quarterly Journal of '
        "Economics 104(4)"
    ),
    "10.2307/2937866",
)
_STACKED = (
    (
        'Aydogan, Festen, Hindriks & Jonker 2017, "Alternating offers protocols for multilateral '
        'negotiation", in Modern Approaches to Agent-based Complex Automated Negotiation, Springer'
    ),
    "10.1007/978-3-319-51563-2_10",
)
_ONE_TEXT = ("Fisher & Ury 1981, Getting to Yes, Houghton Mifflin (the one-text procedure)", None)
_SINGLE_TEXT = (
    (
        "Raiffa 1982, The Art and Science of Negotiation, Harvard University Press (the single "
        "negotiating text)"
    ),
    None,
)
_APART = (
    (
        'Fatima, Wooldridge & Jennings 2006, "Multi-issue negotiation with deadlines", Journal of '
        "Artificial Intelligence Research 27"
    ),
    "10.1613/jair.2056",
)


@dataclass(frozen=True, slots=True)
class Card:
    """The card of provenance of one strategy, protocol or rule.

    Parameters
    ----------
    name
        As in a case.
    kind
        Whether it says how a party bargains, how the talks are held, or what a party offers.
    summary
        What it does, in one sentence.
    sources
        Author, year, title and place, each with its DOI, or None for a book that has none.
    parameters
        What can be set, each with its meaning.
    knows
        What the party, or the protocol, uses.
    ignores
        What it does not look at, though talks of flesh and blood may turn on it.
    """

    name: str
    kind: Literal["strategy", "protocol", "offer"]
    summary: str
    sources: tuple[tuple[str, str | None], ...]
    parameters: tuple[tuple[str, str], ...]
    knows: tuple[str, ...]
    ignores: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the card as JSON values."""
        return {
            **dataclasses.asdict(self),
            "sources": [{"source": source, "doi": doi} for source, doi in self.sources],
            "parameters": dict(self.parameters),
            "knows": list(self.knows),
            "ignores": list(self.ignores),
        }


def _time_based(name: str, how: str) -> Card:
    return Card(
        name=name,
        kind="strategy",
        summary=f"Comes down from its best to its floor {how} as its time runs out.",
        sources=(_TACTICS,),
        parameters=(
            ("exponent", f"e in (t/T)^e, the share conceded; {EXPONENTS[name]:g} in NegMAS"),
        ),
        knows=("its own utilities", "its floor", "the time it believes it has"),
        ignores=("what the others offer, until it is enough", "why they offer it"),
    )


CARDS: tuple[Card, ...] = (
    _time_based("boulware", "late, holding out for most of the time,"),
    _time_based("linear", "evenly"),
    _time_based("conceder", "early, most of the way at once,"),
    Card(
        name="tit-for-tat",
        kind="strategy",
        summary="Concedes as much as the others have conceded to it, and takes back what they do.",
        sources=(_TACTICS,),
        parameters=(),
        knows=("its own utilities", "its floor", "the last two offers of each other party"),
        ignores=("the time left", "what an offer costs the one who makes it"),
    ),
    Card(
        name="mandate-limited",
        kind="strategy",
        summary="Neither offers nor accepts what lies beyond the mandate of its delegates, and "
        "carries home what is worth it.",
        sources=(_TWO_LEVELS,),
        parameters=(
            ("bound_by_mandate", "whether the mandate binds"),
            ("mandate", "the options of an issue that the delegates may accept"),
        ),
        knows=("the options its delegates may accept", "what its strategy asks for"),
        ignores=("that delegates may go beyond their mandate, or fall short of it",),
    ),
    Card(
        name="rational",
        kind="strategy",
        summary="Reasons backwards from the deadline to what it can get, as if everybody did.",
        sources=(_BARGAINING, _DEADLINE, _OUTSIDE),
        parameters=(
            ("periods", "proposals that there is time for"),
            ("discount", "factor on all that comes one period later"),
            ("cost", "of a period without agreement"),
        ),
        knows=(
            "the utilities of all parties",
            "their floors and outside options",
            "the deadline",
            "that all others know as much and reason alike",
        ),
        ignores=("everything that parties do not know of each other", "promises and reputations"),
    ),
    Card(
        name="alternating-offers",
        kind="protocol",
        summary="One after another the parties accept the standing offer or replace it; what all "
        "have accepted in turn is agreed.",
        sources=(_STACKED,),
        parameters=(("exchanges", "turns of each party in a session"),),
        knows=("the standing offer", "who has accepted it"),
        ignores=("arguments", "side talks between some of the parties"),
    ),
    Card(
        name="single-text",
        kind="protocol",
        summary="A mediator tables one text, hears who objects, and drafts again.",
        sources=(_ONE_TEXT, _SINGLE_TEXT),
        parameters=(
            ("exchanges", "drafts in a session"),
            ("bias", "how far the mediator's own interests count"),
            ("budget", "what the mediator can spend on inducements and pressure"),
        ),
        knows=(
            "what each text is worth to every party",
            "who accepts it and who refuses it",
            "the mediator's own interests",
        ),
        ignores=("offers between the parties", "a second mediator"),
    ),
    Card(
        name="parallel-tracks",
        kind="protocol",
        summary="Issues that can be settled on their own are, one by one, beside the talks on all "
        "others.",
        sources=(_APART,),
        parameters=(("separable", "the issues that can be settled on their own"),),
        knows=("what each option of such an issue is worth to every consenting party",),
        ignores=("what could be had by trading such an issue against others",),
    ),
    Card(
        name="least",
        kind="offer",
        summary="Offers, of what is worth at least its target, what is worth least to itself.",
        sources=(_TACTICS,),
        parameters=(),
        knows=("its own utilities",),
        ignores=("what the others want",),
    ),
    Card(
        name="trade-off",
        kind="offer",
        summary="Offers, of what is worth at least its target, what is best for the others.",
        sources=(_TRADE_OFFS,),
        parameters=(),
        knows=("its own utilities", "the utilities of the others"),
        ignores=("the floors of the others", "who made the last offer, and which"),
    ),
)
"""The cards of everything in this room that bargains, one each."""
