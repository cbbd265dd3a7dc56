"""``goodoffices record``: what became of agreements like this, and how good our forecasts are."""

from __future__ import annotations

from goodoffices.cli._group import LazyGroup

__all__ = ["command"]

COMMANDS: dict[str, str] = {
    "forecast": "Write a forecast down, by hand or out of the talks played forward.",
    "forecasts": "List the forecasts of a log: open, overdue, resolved.",
    "import": "Compute rates from a data set that you have downloaded.",
    "resolve": "Write down what became of a question.",
    "score": "Score the forecasts of a log, as far as their number allows.",
    "classes": "Set a case beside the classes of past talks that it belongs to.",
    "holds": "Say how long agreements like a package of a case have held.",
    "rates": "List rates of past talks and agreements, with n, interval and source.",
    "survival": "Tell how long the agreements of a data set held, with intervals.",
    "backtest": "Ask past talks again, as if their end were not known, and compare.",
    "precedents": "Show how past talks settled questions of the kind of an issue.",
}
"""Commands by name; each is ``command`` in its module here, as in the group above this one."""

command = LazyGroup(
    name="record",
    package="goodoffices.cli.record",
    briefs=COMMANDS,
    help="Set a case beside the record of past talks, and keep score of forecasts.",
)
