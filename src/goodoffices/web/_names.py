"""Names for the small files that are kept beside a case."""

from __future__ import annotations

import hashlib
import re

__all__ = ["file_name"]

_LONGEST = 50
"""Letters of a title that a name takes over."""


def file_name(title: str, kind: str) -> str:
    """Return the name of the file in which something with a title is kept.

    It is made of letters, digits and hyphens alone, so that it leads nowhere. What is kept again
    under the same title goes into the same file. A title in another script, of which no letter
    would be left, gives a name of its own all the same.

    Parameters
    ----------
    title
        What a reader sees.
    kind
        What is kept, in a word, for a title that does not begin with a Latin letter.

    Examples
    --------
    >>> file_name("Night draft: <b>2</b>", "draft"), file_name("2nd", "draft")
    ('night-draft-b-2-b', 'draft-2nd')
    """
    letters = "-".join(re.findall("[a-z0-9]+", title.lower()))
    stem = letters[:_LONGEST].strip("-")
    if not stem or not title.isascii() or stem != letters:
        stem = f"{stem or kind}-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    return stem if stem[0].isalpha() else f"{kind}-{stem}"
