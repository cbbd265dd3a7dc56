"""Changes of values as cuts in the text.

A cut takes the place of a stretch of text.  In blocks it is made of whole lines, from the end of
one line to the end of another, so that comments and empty lines between are nobody's; in brackets
it is made of a value and its comma.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.case._editing.layout import LINE_END, Laid, layout
from goodoffices.case._editing.prose import prose
from goodoffices.case._editing.script import Script, hollow, meant
from goodoffices.case._editing.values import child_of, same
from goodoffices.case._tree import Key, Plain, UnreadableError, parse
from goodoffices.case.emit import emit, entry, flow, lines, quoted
from goodoffices.case.model import Case

__all__ = ["LostError", "rewritten"]

_ORDER = {field.alias or name: rank for rank, (name, field) in enumerate(Case.model_fields.items())}
"""The parts of a case in the order of thought, in which a missing one is put in."""


class LostError(Exception):
    """The text is written in a way in which the change would spoil something else."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """What takes the place of [start, end) of the text, `depth` levels down in the case."""

    start: int
    end: int
    new: str
    depth: int

    @property
    def order(self) -> tuple[int, bool, int]:
        # At one place, what is put in stands before what is cut out, and what lies deeper first.
        return self.start, self.end > self.start, -self.depth


def rewritten(text: str, plain: Plain, script: Script) -> str:
    """Return a YAML text in which some values have changed.

    Parameters
    ----------
    text
        The text.
    plain
        What it means.
    script
        What changes.

    Raises
    ------
    LostError
        If the text that results would not mean what is meant.
    """
    if not (script.put or script.gone or script.fresh or script.inside):
        return text
    laid = layout(text)
    end = LINE_END.search(text)
    surgeon = _Surgeon(text)
    cuts = sorted(surgeon.top(laid, plain, script), key=lambda cut: cut.order)
    parts, at = list[str](), 0
    for cut in cuts:
        if cut.start < at:
            raise LostError
        parts += text[at : cut.start], cut.new.replace("\n", end[0] if end else "\n")
        at = cut.end
    after = "".join([*parts, text[at:]])
    try:
        root, flaws = parse(after)
    except UnreadableError:
        raise LostError from None
    if flaws or not same(root.plain if root else None, meant(plain, script)):
        raise LostError
    return after


class _Surgeon:
    """Finds the cuts that a change takes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._cleared = 0

    def top(self, laid: Laid, plain: Plain, script: Script) -> Iterator[_Cut]:
        if not hollow(plain, script):
            yield from self._inside(laid, plain, script, 1, top=True)
            return
        value = meant(plain, script)
        if isinstance(value, dict) and value and not laid.braced:
            yield _Cut(laid.start, laid.end, emit(value).rstrip("\n"), 0)
        else:
            yield _Cut(laid.start, laid.end, flow(value), 0)

    def _inside(
        self, laid: Laid, plain: Plain, script: Script, depth: int, *, top: bool = False
    ) -> Iterator[_Cut]:
        """Yield the cuts in a mapping or list of which something stays."""
        for key, child in laid.children.items():
            before = child_of(plain, key)
            within = script.inside.get(key)
            if within is not None and not hollow(before, within):
                yield from self._inside(child, before, within, depth + 1)
            elif within is not None:
                yield from self._value(laid, key, meant(before, within), depth + 1)
            elif key in script.put:
                yield from self._value(laid, key, script.put[key], depth + 1)
        gone = [key in script.gone for key in laid.children]
        if laid.braced:
            yield from self._out_of_braces(laid, gone, depth)
        else:
            yield from self._out_of_block(laid, gone, depth)
        kept = [child for child, out in zip(laid.children.values(), gone, strict=True) if not out]
        if laid.listed:
            for gap, values in sorted(script.fresh.items(), key=lambda pair: pair[0]):
                at = next((n for n in range(gap - 1, -1, -1) if not gone[n]), None)
                anchor = None if at is None else laid.children[at]
                yield self._put(laid, anchor, kept[0], None, values, depth)
            return
        fresh = [str(key) for key in script.put if key not in laid.children]
        if not top or laid.braced:
            for key in fresh:
                yield self._put(laid, kept[-1], kept[0], key, [script.put[key]], depth)
            return
        last = len(_ORDER)
        for key in sorted(fresh, key=lambda each: _ORDER.get(each, last)):
            rank = _ORDER.get(key, last)
            pairs = zip(laid.children.items(), gone, strict=True)
            ahead = [c for (k, c), out in pairs if not out and _ORDER.get(str(k), last) <= rank]
            anchor = max(ahead, key=lambda child: child.end) if ahead else None
            yield self._put(laid, anchor, kept[0], key, [script.put[key]], depth, apart=True)

    # ------------------------------------------------------------------------------ taken out

    def _out_of_block(self, laid: Laid, gone: list[bool], depth: int) -> Iterator[_Cut]:
        children = list(laid.children.values())
        n = 0
        first = children[0]
        if gone[0] and not self._begins_line(first.head):
            # The first stands behind a dash; the next one comes up there, unless a comment is
            # in between, which would come up as well.
            n = gone.index(False)
            between = [
                self.text[self._line_end(one.tail) : next_one.head]
                for one, next_one in itertools.pairwise(children[: n + 1])
            ]
            if all(not each.strip() for each in between):
                yield _Cut(first.head, children[n].head, "", depth)
            else:
                start = len(self.text[: first.head].rstrip(" "))
                yield _Cut(start, self._line_end(first.tail), "", depth)
                n = 1
        for child, out in zip(children[n:], gone[n:], strict=True):
            if out:
                yield _Cut(*self._lines(child.head, self._line_end(child.tail)), "", depth)

    def _out_of_braces(self, laid: Laid, gone: list[bool], depth: int) -> Iterator[_Cut]:
        children = list(laid.children.values())
        commas = [laid.comma_after(child) for child in children]
        for child, comma, out in zip(children, commas, gone, strict=True):
            if not out:
                continue
            if comma is None or self.text[child.tail : comma].strip():
                yield _Cut(child.head, child.tail, "", depth)
                if comma is not None:
                    yield _Cut(comma, comma + 1, "", depth)
            else:
                end = comma + 1
                while self.text[end : end + 1] == " ":
                    end += 1
                yield _Cut(child.head, end, "", depth)
        if gone[-1] and commas[-1] is None:
            # The comma of the last that stays would stand before the bracket.
            n = max(n for n, out in enumerate(gone) if not out)
            comma = commas[n]
            if comma is not None:
                spaces = self.text[comma + 1 : children[n + 1].head]
                end = comma + 1 + (0 if spaces.strip(" ") else len(spaces))
                yield _Cut(comma, end, "", depth)

    # -------------------------------------------------------------------------------- put in

    def _put(
        self,
        laid: Laid,
        anchor: Laid | None,
        first: Laid,
        key: str | None,
        values: Sequence[Plain],
        depth: int,
        *,
        apart: bool = False,
    ) -> _Cut:
        """Return a cut that puts entries, or a key with its value, after another, or first."""
        if laid.braced:
            lead = "" if key is None else f"{quoted(key)}: "
            new = ", ".join(lead + flow(value) for value in values)
            if anchor is None:
                return _Cut(first.head, first.head, f"{new}, ", depth)
            return _Cut(anchor.tail, anchor.tail, f", {new}", depth)
        new_lines = list[str]()
        for value in values:
            made = entry(value, laid.column) if key is None else lines({key: value}, laid.column)
            new_lines += made
        if anchor is None:
            new = "\n".join(new_lines)[laid.column :] + "\n" + " " * laid.column
            return _Cut(first.head, first.head, new, depth)
        # The parts of a case stand apart from each other.
        space = "\n\n" if apart and len(new_lines) > 1 else "\n"
        at = self._line_end(anchor.tail)
        return _Cut(at, at, space + "\n".join(new_lines), depth)

    # ------------------------------------------------------------------------------- replaced

    def _value(self, laid: Laid, key: Key, value: Plain, depth: int) -> Iterator[_Cut]:
        """Yield the cuts that put one value in another's place."""
        child = laid.children[key]
        begins_there = LINE_END.search(self.text, child.lead, child.start) is None
        if laid.braced:
            yield self._in_place(child, flow(value), depth)
            return
        named = str(key) if not laid.listed else None
        made = list(
            entry(value, laid.column) if named is None else lines({named: value}, laid.column)
        )
        if isinstance(value, str) and self.text[child.start : child.start + 1] in ("|", ">"):
            made = prose(value, self.text[child.start], laid.column + 2) or made
            if len(made) > 1:
                yield self._in_place(child, "\n".join(made), depth)
                return
        if len(made) == 1:
            if begins_there:
                yield self._in_place(child, flow(value), depth)
            else:
                yield _Cut(child.lead, child.lead, f" {flow(value)}", depth)
                yield self._away(child, "", depth)
            return
        if named is None:
            # A mapping in a list begins behind its dash.
            new = made[0][laid.column + 2 :] + "".join(f"\n{line}" for line in made[1:])
            if begins_there:
                yield self._in_place(child, new, depth)
            else:
                yield self._away(child, f"\n{' ' * (laid.column + 2)}{new}", depth)
            return
        below = "".join(f"\n{line}" for line in made[1:])
        if begins_there:
            start = len(self.text[: child.start].rstrip(" "))
            yield _Cut(max(start, child.lead), child.end, "", depth)
            end = self._line_end(child.end)
            yield _Cut(end, end, below, depth)
        else:
            yield self._away(child, below, depth)

    def _in_place(self, child: Laid, new: str, depth: int) -> _Cut:
        if not child.colon:
            new = f": {new}"
        elif self.text[child.start - 1 : child.start] in (":", "-") and child.start == child.lead:
            new = f" {new}"
        return _Cut(child.start, child.end, new, depth)

    def _away(self, child: Laid, new: str, depth: int) -> _Cut:
        """Return a cut of the lines of a value that begins below its key or dash."""
        block = bool(child.children) and not child.braced
        end = self._line_end(child.end) if block else child.end
        return _Cut(*self._lines(child.start, end), new, depth)

    # ---------------------------------------------------------------------------------- lines

    def _lines(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch of lines, with the line end before it rather than the one after."""
        begin = self._line_start(start)
        if begin == self._cleared:
            # Nothing is left above that has a line end.
            match = LINE_END.match(self.text, end)
            self._cleared = match.end() if match else end
            return begin, self._cleared
        before = begin - 2 if self.text[begin - 2 : begin] == "\r\n" else begin - 1
        return before, end

    def _begins_line(self, at: int) -> bool:
        return not self.text[self._line_start(at) : at].strip(" ")

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _line_end(self, at: int) -> int:
        match = LINE_END.search(self.text, at)
        return match.start() if match else len(self.text)
