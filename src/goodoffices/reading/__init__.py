"""What does this document claim? A document to proposed claims, each tied to its exact words."""

from goodoffices.reading._types import (
    Condition,
    DateMention,
    Document,
    IssueLabel,
    Mention,
    ProposedClaim,
    ProposedDelegate,
    ProposedRound,
    Reading,
    Span,
)

__all__ = [
    "Condition",
    "DateMention",
    "Document",
    "IssueLabel",
    "Mention",
    "ProposedClaim",
    "ProposedDelegate",
    "ProposedRound",
    "Reading",
    "Span",
]
