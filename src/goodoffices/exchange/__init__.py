"""How do others write this down? Scenarios of other tools to cases, and cases to theirs."""

from goodoffices.exchange._assemble import Imported
from goodoffices.exchange._exported import Exported, save
from goodoffices.exchange._genius import from_genius
from goodoffices.exchange._matrix import from_matrix
from goodoffices.exchange._negmas import from_negmas
from goodoffices.exchange._positions import from_positions
from goodoffices.exchange._table import from_table
from goodoffices.exchange._to_genius import to_genius
from goodoffices.exchange._to_json import to_json
from goodoffices.exchange._to_negmas import to_negmas
from goodoffices.exchange._to_table import to_table
from goodoffices.exchange.errors import ExchangeError

__all__ = [
    "ExchangeError",
    "Exported",
    "Imported",
    "from_genius",
    "from_matrix",
    "from_negmas",
    "from_positions",
    "from_table",
    "save",
    "to_genius",
    "to_json",
    "to_negmas",
    "to_table",
]
