"""XML to a small tree that knows its lines; nothing is expanded, fetched or defined on the way.

A document type declaration is where entities are defined and files of other places are named.  The
files read here have no use for one, so the first sign of it ends the reading: an entity that
cannot be defined cannot be expanded, once or a billion times.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # declarations of types are refused below

from goodoffices.exchange._limits import DEPTH, NODES
from goodoffices.exchange.errors import ExchangeError

__all__ = ["Element", "parse_xml"]


@dataclass(slots=True)
class Element:
    """An element.

    Parameters
    ----------
    tag
        Its name.
    attributes
        Its attributes.
    line
        Where it begins, from 1.
    children
        The elements in it.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)

    def each(self, tag: str) -> Iterator[Element]:
        """Yield the children of one name."""
        return (child for child in self.children if child.tag == tag)

    def find(self, tag: str) -> Element | None:
        """Return the first child of one name."""
        return next(self.each(tag), None)

    def below(self, tag: str) -> Iterator[Element]:
        """Yield the elements of one name at any depth, in the order of the file."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.below(tag)


def parse_xml(data: bytes, shown: str) -> Element:
    """Return the root element of a file.

    Parameters
    ----------
    data
        Its bytes, in an encoding that it declares or UTF-8.
    shown
        The file as messages name it.

    Raises
    ------
    ExchangeError
        If it is not well-formed, declares a document type, or exceeds the bounds on size.
    """
    parser = expat.ParserCreate()
    builder = _Builder(shown, parser)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.StartDoctypeDeclHandler = builder.doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ExchangeError(shown, f"not well-formed XML: {_words(error)}", error.lineno) from None
    except (LookupError, ValueError) as error:
        raise ExchangeError(shown, f"not readable as XML: {error}") from None
    if builder.root is None:
        raise ExchangeError(shown, "the file holds no element")
    return builder.root


class _Builder:
    """Takes what the parser meets, and refuses what a scenario does without."""

    def __init__(self, shown: str, parser: expat.XMLParserType) -> None:
        self.root: Element | None = None
        self._shown = shown
        self._parser = parser
        self._open: list[Element] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes, self._parser.CurrentLineNumber)
        self._count += 1
        if self._count > NODES:
            raise self._refuse(f"the file has more than {NODES:,} elements")
        if len(self._open) >= DEPTH:
            raise self._refuse(f"nested more than {DEPTH} levels deep")
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def doctype(self, *_about: object) -> None:
        raise self._refuse(
            "a document type (<!DOCTYPE ...>) can define entities and fetch other files, "
            "and a scenario needs none; remove it"
        )

    def _refuse(self, message: str) -> ExchangeError:
        return ExchangeError(self._shown, message, self._parser.CurrentLineNumber)


def _words(error: expat.ExpatError) -> str:
    words = expat.ErrorString(error.code)
    if words in {"no element found", "unclosed token"}:
        return f"{words}; the file seems to be cut short"
    return words
