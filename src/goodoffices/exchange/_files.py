"""Files of other tools: which there are, and their bytes and text."""

from __future__ import annotations

import codecs
import math
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from goodoffices.exchange._limits import BYTES, LARGEST
from goodoffices.exchange.errors import ExchangeError

__all__ = ["content", "finite", "members", "one_domain", "text_of"]

Part = TypeVar("Part")

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def members(folder: str | Path, suffixes: Iterable[str]) -> list[Path]:
    """Return the files of a folder whose names end in one of `suffixes`, by name.

    Raises
    ------
    ExchangeError
        If there is no such folder, it cannot be read, or it has no such file.
    """
    path, wanted = Path(folder), tuple(suffixes)
    shown = str(folder)
    try:
        if not path.is_dir():
            found = "this is a file" if path.exists() else "there is no such folder"
            raise ExchangeError(shown, f"{found}, expected a folder of {' or '.join(wanted)} files")
        # Hidden files are leavings of an operating system, not parts of a scenario.
        found_files = sorted(
            each
            for each in path.iterdir()
            if each.name.lower().endswith(wanted) and not each.name.startswith((".", "_"))
        )
    except (OSError, ValueError) as error:
        raise ExchangeError(shown, f"cannot be read: {_reason(error)}") from None
    if not found_files:
        raise ExchangeError(shown, f"the folder has no {' or '.join(wanted)} file")
    return found_files


def content(path: Path, shown: str) -> bytes:
    """Return the bytes of a regular file of bounded size.

    Raises
    ------
    ExchangeError
        If there is no such file, or it is no regular file, unreadable or too large.
    """
    try:
        # Looking before opening: opening a pipe nobody writes to would wait for ever.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            found = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise ExchangeError(shown, f"this is {found}, expected a file")
        if status.st_size <= BYTES:
            with path.open("rb") as stream:
                data = stream.read(BYTES + 1)
            if len(data) <= BYTES:
                return data
    except (OSError, ValueError) as error:
        raise ExchangeError(shown, f"cannot be read: {_reason(error)}") from None
    size = f"{status.st_size:,} bytes"
    raise ExchangeError(shown, f"the file has {size}, expected at most {BYTES:,}")


def text_of(data: bytes, shown: str) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark.

    Raises
    ------
    ExchangeError
        If it is not UTF-8 text.
    """
    if data.startswith(_WIDE):
        raise ExchangeError(shown, "the file is UTF-16 or UTF-32 text; save it as UTF-8")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise ExchangeError(
            shown, f"the byte 0x{byte:02x} is not UTF-8; save the file as UTF-8", line
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ExchangeError(shown, "the file is binary (it has zero bytes), expected text", line)
    return text


def finite(text: str, what: str, shown: str, line: int | None = None) -> float:
    """Return the number that a text states.

    Raises
    ------
    ExchangeError
        If it states none, one that is not finite, or one beyond `LARGEST`.
    """
    try:
        number = float(text)
    except ValueError:
        found = f"'{text.strip()[:40]}'" if text.strip() else "nothing"
        raise ExchangeError(shown, f"{what}: found {found}, expected a number", line) from None
    if not math.isfinite(number):
        raise ExchangeError(shown, f"{what}: found {text.strip()}, expected a finite number", line)
    if abs(number) > LARGEST:
        found = f"found {number:g}, expected a number between -{LARGEST:g} and {LARGEST:g}"
        raise ExchangeError(shown, f"{what}: {found}", line)
    return number


def _reason(error: OSError | ValueError) -> str:
    text = error.strerror if isinstance(error, OSError) else str(error)
    return (text or type(error).__name__).lower()


def one_domain(
    domains: list[tuple[str, str, Part]],
    profiles: list[tuple[str, str, Part]],
    shown: str,
    *,
    domain: str,
    profile: str,
) -> tuple[str, str, Part]:
    """Return the only domain of a folder that also has profiles: stem, file name and content.

    Raises
    ------
    ExchangeError
        If there is not one domain, or no profile; `domain` and `profile` say what was expected.
    """
    if len(domains) != 1:
        names = ", ".join(Path(file).name for _, file, _ in domains)
        found = f"found {len(domains)} ({names})" if domains else "found none"
        raise ExchangeError(shown, f"expected {domain}, {found}")
    if not profiles:
        raise ExchangeError(shown, f"expected {profile}, found none")
    return domains[0]
