"""How much a data file may hold: several times what the largest data sets do."""

from __future__ import annotations

__all__ = ["LARGEST_FILE", "LONGEST_CELL", "MOST_COLUMNS", "MOST_ROWS"]

LARGEST_FILE = 20_000_000
"""Bytes of the largest file read; the largest data set has a fifth of it."""

MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 200_000
"""Rows, columns and characters of a cell; the data sets reach 3,140, 279 and 28,534."""
