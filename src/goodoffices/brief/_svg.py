"""A small writer of markup: elements with escaped attributes and children."""

from __future__ import annotations

from markupsafe import Markup, escape

__all__ = [
    "Drawing",
    "drawing",
    "element",
    "group",
    "number",
    "text_element",
    "text_width",
    "wrapped",
]

Drawing = Markup
"""A well-formed piece of markup."""


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    # Adding zero turns the minus zero that rounding may leave into zero.
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, /, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """Return an element; names end in ``_`` where Python reserves them, ``_`` inside is ``-``.

    Examples
    --------
    >>> str(element("text", "a < b", x=1.25, class_="label"))
    '<text x="1.2" class="label">a &lt; b</text>'
    """
    # Joined as plain text, each part escaped where it is added: a page has thousands of elements,
    # and joining markup escapes every part of it once more.
    parts = ["<", name]
    for key, value in attributes.items():
        if value is not None:
            plain = number(value) if isinstance(value, int | float) else value
            parts += [" ", key.strip("_").replace("_", "-"), '="', str(escape(plain)), '"']
    if children:
        parts += [">", *(str(escape(child)) for child in children), "</", name, ">"]
    else:
        parts.append("/>")
    return Markup("".join(parts))


def group(*children: Markup, **attributes: str | float | None) -> Markup:
    """Return a group, empty groups included."""
    return element("g", Markup("").join(children), **attributes)


def drawing(width: float, height: float, title: str, *children: Markup, class_: str) -> Markup:
    """Return an ``svg`` element that carries its own title for those who do not see it."""
    return element(
        "svg",
        element("title", title),
        *children,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        class_=class_,
    )


def text_element(
    x: float, y: float, content: str, *, anchor: str = "start", class_: str = "t"
) -> Markup:
    """Return one line of text, which a right-to-left script may fill."""
    return element("text", content, x=x, y=y, text_anchor=anchor, class_=class_)


_METRICS = {
    222: "ijl'", 278: " ftI.,:;!/|\\[]", 333: 'r()-“”"', 389: "*", 500: "ckJsvxyz", 556: "–",
    584: "+=<>~", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%",
    944: "W", 1000: "…—", 1015: "@",
}  # fmt: skip
_EM = {char: width / 1000 for width, chars in _METRICS.items() for char in chars}
_MARGIN = 1.07
"""For faces a little wider than Helvetica, and for bold."""


def text_width(text: str, size: float) -> float:
    """Return an upper estimate of the width of text in the figures' sans-serif face.

    The widths are those of Helvetica, which Arial and Liberation Sans share; letters that it does
    not have count as wide as they may be.
    """
    return size * _MARGIN * sum(_EM.get(char) or _unknown(char) for char in text)


def _unknown(char: str) -> float:
    if ord(char) >= 0x2E80:
        return 1.0
    if ord(char) < 0x250:
        return 0.72 if char.isupper() else 0.556
    return 0.75


def wrapped(text: str, width: float, size: float, *, most: int = 3) -> tuple[str, ...]:
    """Return text broken into lines of at most `width`, the last cut short with an ellipsis.

    Words that are too long for a line are broken where it ends.
    """
    lines: list[str] = []
    line = ""
    for whole in text.split():
        rest = whole
        while rest:
            joined = f"{line} {rest}" if line else rest
            if text_width(joined, size) <= width:
                line, rest = joined, ""
            elif line:
                lines.append(line)
                line = ""
            else:
                cut = _fitting(rest, width, size)
                lines.append(rest[:cut])
                rest = rest[cut:]
    if line:
        lines.append(line)
    if len(lines) <= most:
        return tuple(lines) or ("",)
    last = lines[most - 1]
    while last and text_width(f"{last}…", size) > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last.rstrip()}…")


def _fitting(word: str, width: float, size: float) -> int:
    cut = 1
    while cut < len(word) and text_width(word[: cut + 1], size) <= width:
        cut += 1
    return cut
