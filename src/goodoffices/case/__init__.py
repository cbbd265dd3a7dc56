"""The dossier: what is known about a conflict under negotiation, and who says so."""

from goodoffices.case._bundled import bundled, bundled_path
from goodoffices.case._files import read_bounded, write_atomic
from goodoffices.case._override import override
from goodoffices.case._scenario import Scenario, read_scenario
from goodoffices.case.errors import CaseError, GoodofficesError, NoAnswer, OutputError, Problem
from goodoffices.case.model import Case, Term
from goodoffices.case.numbers import Uncertain
from goodoffices.case.package import parse_package, read_package
from goodoffices.case.read import CaseFile, Override, parse_case, read_case
from goodoffices.case.taxonomy import taxonomy

__all__ = [
    "Case",
    "CaseError",
    "CaseFile",
    "GoodofficesError",
    "NoAnswer",
    "OutputError",
    "Override",
    "Problem",
    "Scenario",
    "Term",
    "Uncertain",
    "bundled",
    "bundled_path",
    "override",
    "parse_case",
    "parse_package",
    "read_bounded",
    "read_case",
    "read_package",
    "read_scenario",
    "taxonomy",
    "write_atomic",
]
