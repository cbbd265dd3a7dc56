"""Rates computed from the data sets that users bring, in the form of the table of rates."""

from goodoffices.record._imported.table import ImportedRates, rates

__all__ = ["ImportedRates", "rates"]
