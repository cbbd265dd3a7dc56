"""A folder of results: one Parquet file for each chunk, and a manifest that says of what.

::

    FOLDER/manifest.json          the job, its runs, and the part of them meant for this folder
    FOLDER/chunk-000000.parquet   runs 0 to 999
    FOLDER/chunk-000001.parquet   ...

Each file appears whole or not at all, so that a run that is killed loses the chunk it was at; asked
for again, it goes on from there.
"""

from __future__ import annotations

import contextlib
import fcntl
import heapq
import os
import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from goodoffices.case import OutputError, write_atomic
from goodoffices.talks._chunkfile import Chunk, ChunkFiles, ForeignChunk, TornChunk, plain
from goodoffices.talks._manifest import MANIFEST, Described, Manifest, differences, read_manifest
from goodoffices.talks._shard import Shard, chunk_count, run_ranges, runs_of
from goodoffices.talks._task import Columns
from goodoffices.talks.errors import FolderError

__all__ = ["Merged", "ResultsFolder", "merge_folders", "read_folder"]

_LEFTOVER = re.compile(r"\.(chunk-\d{6,}\.parquet|manifest\.json)\.\w+")
"""What `write_atomic` leaves behind when it is killed."""


class ResultsFolder:
    """A folder that results are written to, begun or gone on with.

    Used as a context; entering it reads what is there.  `done` are then the chunks that need not
    be done again.

    Parameters
    ----------
    path
        The folder; it is made if it is not there.
    job
        What is simulated.
    runs
        Runs of the whole simulation.
    shard
        The part of them that is meant for this folder.

    Raises
    ------
    FolderError
        When entered, if the folder belongs to something else, or somebody is writing to it.
    OutputError
        When entered, if it cannot be written to, or DuckDB is missing.
    """

    def __init__(self, path: str | Path, job: Described, *, runs: int, shard: Shard) -> None:
        self.path = Path(path)
        self.manifest = Manifest.of(job, runs, shard)
        self.done: frozenset[int] = frozenset()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as stack:
            self._files = stack.enter_context(ChunkFiles())
            try:
                self.path.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError):
                raise FolderError(f"{self.path}: this is a file, expected a folder") from None
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) else error
                raise OutputError(f"{self.path}: cannot be made: {reason}") from None
            stack.enter_context(_alone_in(self.path))
            self._begin_or_go_on()
            self.done = frozenset(self._sound())
            self._open = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def filled(self, fresh: Generator[tuple[int, Columns]]) -> Iterator[tuple[int, Columns]]:
        """Write chunks as they come, and yield all chunks of the shard in their order.

        Parameters
        ----------
        fresh
            The chunks that are not in `done`, in order; closed at the end.

        Raises
        ------
        OutputError
            If a chunk cannot be written; the ones before are safe.
        """
        return heapq.merge(self._old(), self._written(fresh), key=lambda item: item[0])

    def _begin_or_go_on(self) -> None:
        here, path = self.manifest, self.path
        names = {entry.name for entry in path.iterdir()}
        leftovers = {name for name in names if _LEFTOVER.fullmatch(name)}
        if MANIFEST in names:
            there = read_manifest(path)
            if there.key != here.key:
                raise FolderError(
                    f"{path}: has results of something else: {differences(there, here)}; name "
                    "another folder (nothing has been changed)"
                )
            if (there.runs, there.shard) != (here.runs, here.shard):
                raise FolderError(
                    f"{path}: was begun for {_asked(there)}, now asked for is {_asked(here)}; ask "
                    "as before to go on, or name another folder (nothing has been changed)"
                )
            self.manifest = there
        elif others := sorted(names - leftovers):
            shown = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
            raise FolderError(
                f"{path}: has other files in it ({shown}) and no {MANIFEST}; name a new or an "
                "empty folder (nothing has been changed)"
            )
        else:
            write_atomic(path / MANIFEST, here.encoded())
        for name in leftovers:
            with contextlib.suppress(OSError):
                (path / name).unlink()

    def _sound(self) -> Iterator[int]:
        for index in self.manifest.shard.chunks(self.manifest.runs):
            with contextlib.suppress(FileNotFoundError, TornChunk):
                _read(self._files, self.path, index, self.manifest)
                yield index

    def _old(self) -> Iterator[tuple[int, Columns]]:
        for index in sorted(self.done):
            yield index, _expected(self._files, self.path, index, self.manifest)

    def _written(self, fresh: Generator[tuple[int, Columns]]) -> Iterator[tuple[int, Columns]]:
        safe = len(self.done)
        with contextlib.closing(fresh):
            for index, given in fresh:
                columns = plain(given)
                data = self._files.encode(Chunk(self.manifest.key, index, columns))
                try:
                    write_atomic(self.path / _name(index), data)
                except OutputError as error:
                    every = len(self.manifest.shard.chunks(self.manifest.runs))
                    raise OutputError(
                        f"{error}; {safe:,} of {every:,} chunks are safe in {self.path}: when it "
                        "can be written to again, give the same command to go on"
                    ) from None
                safe += 1
                yield index, columns


@contextlib.contextmanager
def _alone_in(path: Path) -> Iterator[None]:
    """Keep other runs out of a folder; the system lets go of it when this process ends."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise FolderError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise FolderError(
            f"{path}: another run is writing to this folder; wait for it, or name another folder"
        ) from None
    except OSError:
        # Some file systems of clusters have no locks.  Two runs would then write the same bytes.
        pass
    try:
        yield
    finally:
        os.close(handle)


def _name(index: int) -> str:
    return f"chunk-{index:06d}.parquet"


def _asked(manifest: Manifest) -> str:
    return f"{manifest.runs:,} runs, shard {manifest.shard}"


def _read(files: ChunkFiles, folder: Path, index: int, manifest: Manifest) -> Columns:
    """Read a chunk and check that it is the one its name says.

    Raises
    ------
    FileNotFoundError
        If it is not there.
    TornChunk
        If it is not whole.
    FolderError
        If it is whole and something else.
    """
    path = folder / _name(index)
    try:
        chunk = files.decode(path.read_bytes())
    except ForeignChunk:
        raise FolderError(f"{path}: is no chunk of results; move it elsewhere") from None
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FolderError(f"{path}: cannot be read: {error.strerror}") from None
    if (chunk.key, chunk.index) != (manifest.key, index):
        raise FolderError(
            f"{path}: is chunk {chunk.index} of another simulation, or was renamed; move it "
            "elsewhere"
        )
    _, count = runs_of(index, manifest.runs)
    if any(len(column) != count for column in chunk.columns.values()):
        raise TornChunk
    return chunk.columns


def _expected(files: ChunkFiles, folder: Path, index: int, manifest: Manifest) -> Columns:
    try:
        return _read(files, folder, index, manifest)
    except (FileNotFoundError, TornChunk):
        raise FolderError(
            f"{folder / _name(index)}: is missing or damaged; give the command that made the "
            "folder again, and it will be done again"
        ) from None


def read_folder(path: str | Path) -> Iterator[tuple[int, Columns]]:
    """Read the chunks of one folder in their order, of a whole simulation or of a shard.

    Raises
    ------
    FolderError
        If it is no folder of results, or a chunk is missing or damaged.
    OutputError
        If DuckDB is missing.
    """
    folder = Path(path)
    manifest = read_manifest(folder)
    with ChunkFiles() as files:
        for index in manifest.shard.chunks(manifest.runs):
            yield index, _expected(files, folder, index, manifest)


@dataclass(frozen=True, slots=True)
class Merged:
    """Folders that together hold a whole simulation.

    Parameters
    ----------
    source, manifest
        The first folder and what it says; its key, its job and its runs are those of all.
    folders
        The folder of each chunk.
    """

    source: Path
    manifest: Manifest
    folders: tuple[Path, ...]

    def chunks(self) -> Iterator[tuple[int, Columns]]:
        """Read all chunks in their order: what one folder would hold without shards.

        Raises
        ------
        FolderError
            If a chunk is damaged.
        OutputError
            If DuckDB is missing.
        """
        with ChunkFiles() as files:
            for index, folder in enumerate(self.folders):
                yield index, _expected(files, folder, index, self.manifest)


def merge_folders(paths: Sequence[str | Path]) -> Merged:
    """Put the folders of shards together.

    Parameters
    ----------
    paths
        The folders, in any order; one folder of a whole simulation will do.

    Raises
    ------
    FolderError
        If they are parts of different simulations, the same chunk lies in two, or runs are
        missing.
    """
    folders = [Path(path) for path in paths]
    manifests = [read_manifest(folder) for folder in folders]
    first = manifests[0]
    for folder, manifest in zip(folders, manifests, strict=True):
        if manifest.key != first.key:
            raise FolderError(
                f"{folder}: is of another simulation than {folders[0]} (called 'there'): "
                f"{differences(first, manifest)}"
            )
        if manifest.runs != first.runs:
            raise FolderError(
                f"{folder}: is a part of {manifest.runs:,} runs, {folders[0]} of {first.runs:,}"
            )
    places: dict[int, Path] = {}
    unfinished: list[str] = []
    for folder, manifest in zip(folders, manifests, strict=True):
        chunks = manifest.shard.chunks(manifest.runs)
        if both := [index for index in chunks if index in places]:
            raise FolderError(
                f"{folder}: has runs {run_ranges(both, first.runs)}, and so has {places[both[0]]}; "
                "name each shard once"
            )
        there = {entry.name for entry in folder.iterdir()}
        if missing := [index for index in chunks if _name(index) not in there]:
            unfinished.append(_lacking(folder, missing, first.runs))
        places |= dict.fromkeys(chunks, folder)
    if unfinished:
        raise FolderError("\n".join(unfinished))
    if absent := set(range(chunk_count(first.runs))) - places.keys():
        raise FolderError(
            f"runs {run_ranges(absent, first.runs)} are missing: name the folders of all shards "
            f"(given: {', '.join(str(manifest.shard) for manifest in manifests)})"
        )
    return Merged(folders[0], first, tuple(places[index] for index in sorted(places)))


def _lacking(folder: Path, missing: Iterable[int], runs: int) -> str:
    return (
        f"{folder}: is not finished, runs {run_ranges(missing, runs)} are missing; give the "
        "command that made it again"
    )
