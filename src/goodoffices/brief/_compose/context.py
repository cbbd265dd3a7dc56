"""What every section is composed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from goodoffices.brief._compose.stance import Stance, stances
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.case import Case, Override
from goodoffices.intent import IntentResult
from goodoffices.order import OrderResult
from goodoffices.reading import Excerpt
from goodoffices.record import RecordResult
from goodoffices.talks import Comparison, Sensitivity, TalksResult
from goodoffices.zone import Influence, Repair, Settlement, ZoneResult

__all__ = ["Context"]

_NOTICEABLE = 0.03
"""Share of draws from which a closed issue is worth a sentence."""


@dataclass(frozen=True)
class Context:
    """A case with its answers and names.

    Parameters
    ----------
    sha256
        The hash of the case file's bytes, and of what is set otherwise.
    overrides
        What is set otherwise than in the case file.
    talks, sensitivity, comparison
        How the talks may go, and what else was asked of them; None where it was not asked.
    order
        In what order the package could be carried out; in words why there is no answer; or None
        where nobody asked.
    meaning
        What the hypotheses about the mediator would mean for the talks; None where not asked.
    intent
        What the mediator and the delegations may be after; None where that is not asked.
    record
        What became of talks and agreements like these; None where not asked.
    excerpts
        The words of claims whose source's text is stored, by the claim's id.
    """

    case: Case
    zone: ZoneResult
    sha256: str
    overrides: tuple[Override, ...] = ()
    talks: TalksResult | None = None
    sensitivity: Sensitivity | None = None
    comparison: Comparison | None = None
    order: OrderResult | str | None = None
    intent: IntentResult | None = None
    meaning: Comparison | None = None
    record: RecordResult | None = None
    excerpts: Mapping[str, Excerpt] = field(default_factory=dict)

    @cached_property
    def words(self) -> Lexicon:
        """The names of the case."""
        return Lexicon(self.case)

    @cached_property
    def stances(self) -> dict[tuple[str, str], Stance]:
        """What each party thinks of each issue's options."""
        return stances(self.case)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What would open the zone, where it is not open."""
        return () if self.has_zone else self.zone.repairs

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """Issues that red lines close in a noticeable share of draws, most often closed first."""
        shares = {issue: band.closed.value for issue, band in self.zone.bands.items()}
        often = [issue for issue in shares if shares[issue] >= _NOTICEABLE]
        return tuple(sorted(often, key=lambda issue: -shares[issue]))

    @cached_property
    def influences(self) -> tuple[Influence, ...]:
        """The uncertain numbers whose sway is larger than its Monte Carlo error."""
        return tuple(
            entry
            for entry in self.zone.influences
            if entry.low.high < entry.high.low or entry.high.high < entry.low.low
        )

    @property
    def has_zone(self) -> bool:
        """Whether there is a zone at the most plausible numbers."""
        return self.zone.margin.modal >= 0

    @property
    def package(self) -> Settlement | None:
        """The package the brief speaks of: the most robust one, else the closest."""
        return self.zone.headline or self.zone.closest

    @property
    def package_name(self) -> str:
        """What that package is called."""
        return "the most robust package" if self.zone.headline else "the closest package"
