"""The language of the interface: catalogs of messages, and who gets which.

What the program computes is told in the words of the brief, which are English; what surrounds it
(headings, buttons, hints, messages) comes from a catalog, marked in the templates with ``_()``.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request

__all__ = ["COOKIE", "LANGUAGES", "Language", "language_of"]

COOKIE = "goodoffices-language"
_CATALOGS = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface.

    Parameters
    ----------
    code
        Its BCP 47 tag.
    name
        Its name in itself.
    direction
        ``ltr`` or ``rtl``.
    """

    code: str
    name: str
    direction: str

    def messages(self) -> gettext.NullTranslations:
        """Return its catalog; English, the language of the templates, needs none."""
        return _catalog(self.code)


LANGUAGES = {
    "en": Language("en", "English", "ltr"),
    "ar": Language("ar", "العربية", "rtl"),
}
"""The languages that there are, by code; the first is used where nobody asks for another."""


@cache
def _catalog(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("goodoffices", _CATALOGS, languages=[code])


def language_of(request: Request) -> Language:
    """Return the language that was chosen, or the first that the browser asks for and there is."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return LANGUAGES[chosen]
    for part in request.headers.get("accept-language", "").split(","):
        code = part.partition(";")[0].strip().lower().partition("-")[0]
        if code in LANGUAGES:
            return LANGUAGES[code]
    return LANGUAGES["en"]
