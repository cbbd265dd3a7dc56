"""Surgery on the text of a case: values are set, put in and taken out, and the rest stays."""

from goodoffices.case._editing.cuts import rewritten
from goodoffices.case._editing.edits import Edit, Insert, Put, Remove, edit_case
from goodoffices.case._editing.values import identities, same

__all__ = ["Edit", "Insert", "Put", "Remove", "edit_case", "identities", "rewritten", "same"]
