"""A chunk as the bytes of a Parquet file, and back."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from goodoffices.case import OutputError
from goodoffices.talks._task import Columns

if TYPE_CHECKING:
    import duckdb

__all__ = ["Chunk", "ChunkFiles", "ForeignChunk", "TornChunk", "plain"]

_MARK, _SEAL = "goodoffices", "goodoffices_sha256"
"""Keys of what a chunk says about itself, and of the hash of that, in the metadata of its file."""


class TornChunk(Exception):
    """A file that cannot be read to its end, or whose content is not what was written."""


class ForeignChunk(Exception):
    """A sound file that no simulation has written."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Results of neighbouring runs, and where they belong.

    Parameters
    ----------
    key
        Of the job.
    index
        Number of the chunk.
    columns
        Results by name.
    """

    key: str
    index: int
    columns: Columns


class ChunkFiles:
    """Turns chunks into Parquet and back.

    DuckDB reads a dictionary of NumPy arrays where it lies, without pandas or Arrow, and writes the
    same bytes for the same content.  A matrix becomes a column for each of its own columns,
    ``name_0``, ``name_1`` and so on, and byte strings are a matrix of their bytes; what is not a
    number becomes null, as Parquet's readers expect it.  The file also says how to put that
    together again, and holds a hash of the content: DuckDB would read a flipped bit.

    Raises
    ------
    OutputError
        When entered, if DuckDB is missing or there is no room for scratch.
    """

    def __enter__(self) -> Self:
        try:
            import duckdb
        except ImportError:
            raise OutputError(
                "a folder of results needs DuckDB; install goodoffices[parquet]"
            ) from None
        self._duckdb = duckdb
        self._open = contextlib.ExitStack()
        try:
            folder = self._open.enter_context(
                # Somebody who cleans up below us takes nothing that is still needed.
                tempfile.TemporaryDirectory(prefix="goodoffices-", ignore_cleanup_errors=True)
            )
        except OSError as error:
            raise OutputError(
                f"no folder for scratch files: {error.strerror}; set TMPDIR"
            ) from None
        # DuckDB takes a name with a star for many files, and says in no fixed words why it could
        # not write.  It sees one name of ours, and Python does the rest.
        self._scratch = Path(folder, "chunk.parquet")
        self._connection: duckdb.DuckDBPyConnection = self._open.enter_context(
            duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def encode(self, chunk: Chunk) -> bytes:
        """Return the bytes of a chunk's file; they depend on the chunk and DuckDB's version alone.

        Raises
        ------
        OutputError
            If there is no room for scratch.
        TypeError
            If a column is none of what a file can hold, see `ChunkFiles`.
        ValueError
            If two columns get one name, or columns differ in length.
        """
        columns = plain(chunk.columns)
        if len({len(column) for column in columns.values()}) > 1:
            raise ValueError("the columns of a chunk differ in length")
        about = {
            "key": chunk.key,
            "chunk": chunk.index,
            "columns": [_form(name, column) for name, column in columns.items()],
            "sha256": _digest(columns),
        }
        flat: dict[str, NDArray[Any]] = {}
        for name, column in columns.items():
            for flat_name, part in _flattened(name, column):
                if flat_name in flat:
                    raise ValueError(f"two columns are called {flat_name}")
                flat[flat_name] = part
        text = json.dumps(about, separators=(",", ":"))
        # What says how to check the content has to be checked itself.
        seal = hashlib.sha256(text.encode()).hexdigest()
        self._connection.register("chunk", flat)
        try:
            self._connection.execute(
                f"copy (select * from chunk) to {_quoted(str(self._scratch))} "  # noqa: S608
                f"(format parquet, kv_metadata {{{_MARK}: {_quoted(text)}, {_SEAL}: '{seal}'}})"
            )
            return self._scratch.read_bytes()
        except (self._duckdb.IOException, OSError) as error:
            raise OutputError(
                f"{self._scratch.parent}: scratch cannot be written: {_reason(error)}; set TMPDIR "
                "to a folder with room"
            ) from None
        finally:
            self._connection.unregister("chunk")

    def decode(self, data: bytes) -> Chunk:
        """Return the chunk that a file holds.

        Raises
        ------
        TornChunk
            If it is not whole.
        ForeignChunk
            If it is another sort of file.
        OutputError
            If there is no room for scratch.
        """
        if not (data.startswith(b"PAR1") and data.endswith(b"PAR1")):
            raise TornChunk
        try:
            self._scratch.write_bytes(data)
        except OSError as error:
            raise OutputError(
                f"{self._scratch.parent}: scratch cannot be written: {_reason(error)}; set TMPDIR "
                "to a folder with room"
            ) from None
        source = _quoted(str(self._scratch))
        try:
            said = dict(
                self._connection.execute(
                    f"select key, value from parquet_kv_metadata({source})"  # noqa: S608
                ).fetchall()
            )
            flat = self._connection.execute(
                f"select * from read_parquet({source})"  # noqa: S608
            ).fetchnumpy()
        except self._duckdb.Error:
            raise TornChunk from None
        if _MARK.encode() not in said:
            raise ForeignChunk
        text, seal = said[_MARK.encode()], said.get(_SEAL.encode(), b"")
        if hashlib.sha256(text).hexdigest().encode() != seal:
            raise TornChunk
        try:
            about = json.loads(text)
            columns = {
                name: _rebuilt(name, dtype, width, flat) for name, dtype, width in about["columns"]
            }
            chunk = Chunk(str(about["key"]), int(about["chunk"]), columns)
            sound = about["sha256"] == _digest(columns)
        except (KeyError, TypeError, ValueError):
            raise TornChunk from None
        if not sound:
            raise TornChunk
        return chunk


def plain(columns: Columns) -> Columns:
    """Return columns as a reader of their file will find them.

    Parquet knows one sort of "not a number", and DuckDB before 2.0 took minus zero for zero.

    Raises
    ------
    TypeError
        If a column is none of what a file can hold.
    """
    return {name: _plain(column) for name, column in columns.items()}


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    column = np.ascontiguousarray(column)
    if column.dtype.kind not in "biufS" or column.ndim not in (1, 2) or column.dtype == np.float16:
        raise TypeError(f"a file cannot hold an array of {column.dtype} with {column.ndim} axes")
    if column.ndim == 2 and (column.dtype.kind == "S" or not column.shape[1]):
        raise TypeError("a file cannot hold a matrix of byte strings, or of no columns")
    if not column.itemsize:
        raise TypeError("a file cannot hold byte strings of no bytes")
    if column.dtype.kind == "f":
        number = column.dtype.type
        column = np.where(np.isnan(column), number(np.nan), column + number(0))
    return column


def _form(name: str, column: NDArray[Any]) -> tuple[str, str, int | None]:
    return name, column.dtype.str, column.shape[1] if column.ndim == 2 else None


def _digest(columns: Mapping[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256()
    for name, column in columns.items():
        digest.update(json.dumps([*_form(name, column), len(column)]).encode())
        digest.update(column.tobytes())
    return digest.hexdigest()


def _flattened(name: str, column: NDArray[Any]) -> Iterator[tuple[str, NDArray[Any]]]:
    if column.dtype.kind == "S":
        column = column.view(np.uint8).reshape(len(column), column.itemsize)
    if column.ndim == 2:
        yield from ((f"{name}_{j}", np.ascontiguousarray(part)) for j, part in enumerate(column.T))
    else:
        yield name, column


def _rebuilt(
    name: str, dtype: str, width: int | None, flat: Mapping[str, NDArray[Any]]
) -> NDArray[Any]:
    kind = np.dtype(dtype)
    if kind.kind == "S":
        return _rebuilt(name, "|u1", kind.itemsize, flat).view(kind).ravel()
    if width is not None:
        parts = [_rebuilt(f"{name}_{j}", dtype, None, flat) for j in range(width)]
        return np.ascontiguousarray(np.column_stack(parts))
    column = flat[name]
    filled = np.ma.filled(column, np.nan) if isinstance(column, np.ma.MaskedArray) else column
    return np.ascontiguousarray(filled, dtype=dtype)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()
