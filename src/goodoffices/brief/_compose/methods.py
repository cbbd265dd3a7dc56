"""The computations a brief traces its numbers to, and the works they follow."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["METHODS", "REFERENCES", "Method", "Reference"]


@dataclass(frozen=True, slots=True)
class Method:
    """One computation: the anchor that numbers lead to, its name, how exact it is, and how."""

    anchor: str
    name: str
    exactness: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A work by author and year, with title and place."""

    key: str
    title: str


METHODS = (
    Method(
        "made-zone",
        "Share of draws with a zone",
        "estimated",
        "In each draw every uncertain number is fixed at once and the largest smallest surplus "
        "over all packages that break no rule and no red line is found exactly; the share counts "
        "the draws where it is not negative, with the Wilson interval at 95 per cent (Wilson "
        "1927).",
    ),
    Method(
        "made-margin",
        "Margin and frontier",
        "exact",
        "The largest smallest surplus M, and the packages that no other dominates, at the modal "
        "draw: every number at its most plausible value.",
    ),
    Method(
        "made-size",
        "Size of the zone",
        "exact where counted",
        "The packages at the modal draw that break no rule and no red line and leave each "
        "consenting party at or above its no-agreement value; where they are too many to count, "
        "estimated from a sample, with the interval at 95 per cent.",
    ),
    Method(
        "made-robustness",
        "Robustness and acceptance",
        "estimated",
        "Share of the same draws in which a package lies in the zone, or in which one party has "
        "its no-agreement value and none of its red lines is crossed (acceptability as in "
        "Lahdelma, Hokkanen & Salminen 1998).",
    ),
    Method(
        "made-values",
        "Utilities and gains",
        "exact",
        "Weighted sums of option values with swing weights (Keeney & Raiffa 1976), plus the "
        "effects of options taken together, at the modal draw.",
    ),
    Method(
        "made-solutions",
        "Bargaining solutions",
        "exact unless their proof says otherwise",
        "Nash’s product (Nash 1950), the smallest share of the ideal (Kalai & Smorodinsky 1975), "
        "the smallest surplus, and the sum of surpluses, which compares persons; only packages in"
        " the zone can win.",
    ),
    Method(
        "made-weights",
        "Weights",
        "exact",
        "A party’s weight of an issue over the sum of its most plausible weights; the range lets "
        "this one weight vary and leaves the others. Where only an order is known, the draws are "
        "uniform over all weights in that order (centroid: Barron & Barrett 1996).",
    ),
    Method(
        "made-blocking",
        "Blocking sets",
        "exact",
        "Minimal sets of demands that cannot all be met at the modal draw (Liffiton, Previti, "
        "Malik & Marques-Silva 2016).",
    ),
    Method(
        "made-levers",
        "Single changes",
        "estimated",
        "The analysis repeated on the first draws of the same run with one demand changed. “Gives "
        "way” means that the party counts no settlement of the issue as a loss and has no red "
        "line there.",
    ),
    Method(
        "made-repairs",
        "Least repairs",
        "exact at the modal draw, shares estimated",
        "Sets of changes that open the zone at the modal draw and of which none can be left out, "
        "each of the mildest kind that serves. The cost adds what those who move give up, each on "
        "its own scale, and so compares persons.",
    ),
    Method(
        "made-influences",
        "What decides",
        "estimated",
        "Share of draws with a zone among the fifth of draws where a number is lowest and where "
        "it is highest; the part of the margin’s variance that goes with it alone is estimated by"
        " binning.",
    ),
    Method(
        "made-learning",
        "What is worth finding out",
        "estimated",
        "The rise of the share of draws in whose zone the package lies, if the package may be "
        "chosen for each fifth of the draws of one number (for a red line: whether it is meant) "
        "instead of once for all.",
    ),
    Method(
        "made-breakers",
        "Circles of waits, and what breaks them",
        "circles exact, shares estimated",
        "Strongly connected steps of the graph of who waits for whom. Each way to break a circle "
        "is applied to that graph, and the plan is then made anew: together, the steps become one "
        "act; in escrow or with a snap-back, a step done first adds to nobody’s hand before the "
        "other side has moved; a sunset leaves it the part of the time it lasts; tranches divide "
        "it; a penalty makes up for what is left (Fearon 1998, Walter 2002).",
    ),
    Method(
        "made-commitment",
        "What makes a plan hold",
        "exact where it says so, shares estimated",
        "After the steps D a party’s walk-away value is its no-agreement value plus what each done "
        "step adds to its hand; its exposure is what that exceeds the package’s worth by. The "
        "least guarantee is the smallest, over all allowed orders, of the largest exposure short "
        "of completion (Fearon 1998, Powell 2006), found over all sets of steps that can be done "
        "first. Of the orders that need no more, the plan is the one with the least sum, "
        "over the sets done on the way, of the draws in which somebody is exposed there.",
    ),
    Method(
        "made-schedule",
        "The calendar",
        "estimated",
        "Earliest and latest dates along the critical path (Kelley & Walker 1959), with the "
        "durations of each draw. Acts that change somebody’s hand are finished in the order of the "
        "plan.",
    ),
    Method(
        "made-delegations",
        "Delegations",
        "exact",
        "Delegates named in the sources for the main table, counted by portfolio.",
    ),
    Method(
        "made-agendas",
        "What delegations came to discuss",
        "means exact, intervals estimated",
        "Each delegate brings a Dirichlet prior over portfolios, from the office and from the "
        "portfolio stated; the head counts twice; the agenda of a side is the posterior over its "
        "delegates (Gelman, Carlin, Stern, Dunson, Vehtari & Rubin 2013). The announced agenda is "
        "read by the areas of its issues.",
    ),
    Method(
        "made-posterior",
        "What the mediator may be after",
        "exact at the most plausible numbers, intervals estimated",
        "Bayes’ rule over hypotheses. Choices enter by a softmax over what could have been done "
        "(Luce 1959), documents by stated likelihoods; reliability mixes each with one that tells "
        "nothing; of items with one origin only what the others have not said counts; bounds take "
        "every stated range at its worst (Walley 1991). Below a factor of 3 against the closest "
        "rival nothing counts as identified (Kass & Raftery 1995).",
    ),
    Method(
        "made-watch",
        "What to watch",
        "exact at the most plausible numbers",
        "The expected information of what is not yet seen about the hypotheses as they stand, in "
        "bits (Lindley 1956).",
    ),
    Method(
        "made-behaviour",
        "What a hypothesis means for talks",
        "exact, a convention",
        "The weight of its own interests is what its utility sets on single parties and options, "
        "as a part of all it sets; it stays until waiting has cost as much as an even chance of "
        "an agreement is worth above leaving.",
    ),
)
"""What is computed, in the order of the brief."""

REFERENCES = (
    Reference(
        "Barron & Barrett 1996",
        "Decision quality using ranked attribute weights, Management Science 42(11)",
    ),
    Reference(
        "Fearon 1998",
        "Commitment problems and the spread of ethnic conflict, in Lake & Rothchild (eds), The "
        "International Spread of Ethnic Conflict, Princeton University Press",
    ),
    Reference(
        "Gelman, Carlin, Stern, Dunson, Vehtari & Rubin 2013",
        "Bayesian Data Analysis, 3rd edition, Chapman & Hall",
    ),
    Reference(
        "Kalai & Smorodinsky 1975",
        "Other solutions to Nash’s bargaining problem, Econometrica 43(3)",
    ),
    Reference(
        "Kass & Raftery 1995",
        "Bayes factors, Journal of the American Statistical Association 90(430)",
    ),
    Reference(
        "Keeney & Raiffa 1976",
        "Decisions with Multiple Objectives, Wiley",
    ),
    Reference(
        "Kelley & Walker 1959",
        "Critical-path planning and scheduling, Proceedings of the Eastern Joint Computer "
        "Conference",
    ),
    Reference(
        "Lahdelma, Hokkanen & Salminen 1998",
        "SMAA – stochastic multiobjective acceptability analysis, European Journal of Operational"
        " Research 106(1)",
    ),
    Reference(
        "Liffiton, Previti, Malik & Marques-Silva 2016",
        "Fast, flexible MUS enumeration, Constraints 21",
    ),
    Reference(
        "Lindley 1956",
        "On a measure of the information provided by an experiment, Annals of Mathematical "
        "Statistics 27(4)",
    ),
    Reference(
        "Luce 1959",
        "Individual Choice Behavior, Wiley",
    ),
    Reference(
        "Malcolm, Roseboom, Clark & Fazar 1959",
        "Application of a technique for research and development program evaluation (PERT), "
        "Operations Research 7(5)",
    ),
    Reference(
        "Nash 1950",
        "The bargaining problem, Econometrica 18(2)",
    ),
    Reference(
        "Powell 2006",
        "War as a commitment problem, International Organization 60(1)",
    ),
    Reference(
        "Walter 2002",
        "Committing to Peace, Princeton University Press",
    ),
    Reference(
        "Walley 1991",
        "Statistical Reasoning with Imprecise Probabilities, Chapman & Hall",
    ),
    Reference(
        "Wilson 1927",
        "Probable inference, the law of succession, and statistical inference, Journal of the "
        "American Statistical Association 22",
    ),
)
"""What the methods cite, by author."""
