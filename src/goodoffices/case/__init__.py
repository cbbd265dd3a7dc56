"""The dossier: what is known about a conflict under negotiation, and who says so."""

from goodoffices.case._bundled import bundled, bundled_path
from goodoffices.case._compare import ABSENT, Absent, Difference, differences
from goodoffices.case._editing import Edit, Insert, Put, Remove, edit_case
from goodoffices.case._files import read_bounded, write_atomic
from goodoffices.case._merge import Clash, Merged, merge_texts
from goodoffices.case._override import override
from goodoffices.case._scenario import Scenario, read_scenario
from goodoffices.case._undo import History
from goodoffices.case._versions import (
    Conflict,
    Saved,
    Version,
    read_version,
    restore_version,
    save_case,
    versions,
)
from goodoffices.case.errors import (
    CaseError,
    FileError,
    GoodofficesError,
    NoAnswer,
    OutputError,
    Problem,
)
from goodoffices.case.model import Case, Term
from goodoffices.case.numbers import Uncertain
from goodoffices.case.package import package_title, parse_package, read_package
from goodoffices.case.read import CaseFile, Override, parse_case, read_case
from goodoffices.case.taxonomy import taxonomy

__all__ = [
    "ABSENT",
    "Absent",
    "Case",
    "CaseError",
    "CaseFile",
    "Clash",
    "Conflict",
    "Difference",
    "Edit",
    "FileError",
    "GoodofficesError",
    "History",
    "Insert",
    "Merged",
    "NoAnswer",
    "OutputError",
    "Override",
    "Problem",
    "Put",
    "Remove",
    "Saved",
    "Scenario",
    "Term",
    "Uncertain",
    "Version",
    "bundled",
    "bundled_path",
    "differences",
    "edit_case",
    "merge_texts",
    "override",
    "package_title",
    "parse_case",
    "parse_package",
    "read_bounded",
    "read_case",
    "read_package",
    "read_scenario",
    "read_version",
    "restore_version",
    "save_case",
    "taxonomy",
    "versions",
    "write_atomic",
]
