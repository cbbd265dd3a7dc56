"""Bring the catalogs of the workbench up to date: ``python tools/catalogs.py [--check]``.

============================  ================================================================
file of ``web/locale``        is
============================  ================================================================
``goodoffices.pot``           every text of the templates and modules, taken from them
``LANGUAGE/.../*.po``         its translation, written by people; what is new in the templates
                              is added empty, what is gone is dropped
``LANGUAGE/.../*.mo``         the same for the program, compiled
============================  ================================================================

With ``--check`` nothing is written; it says what is missing, and ends with 1 where something is.
No text is guessed from a similar one.  A new language is added to `LANGUAGES` in ``_language.py``;
its file is then begun here.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from goodoffices import web
from goodoffices.case import write_atomic
from goodoffices.web._language import LANGUAGES

WEB = Path(web.__file__).parent
LOCALE = WEB / "locale"
DOMAIN = "goodoffices"
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
SOURCES = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"newstyle_gettext": "true", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
ABOUT = """\
# Texts of the goodoffices workbench.
# Distributed under the licence of goodoffices."""

# What changes with the day or with the version of the tool, and who is asked about it, says nothing
# about the texts.
_NEEDLESS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Project-Id-Version|'
    r'Report-Msgid-Bugs-To|Last-Translator|Language-Team): .*\\n"\n',
    re.MULTILINE,
)
_NO_DAY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PLACE = re.compile(r"%\((\w+)\)")


def extracted() -> Catalog:
    """Return every text of the templates and modules."""
    found = Catalog(header_comment=ABOUT, fuzzy=False)
    for file, _, text, comments, context in extract_from_dir(
        WEB, SOURCES, OPTIONS, KEYWORDS, ["TRANSLATORS:"], strip_comment_tags=True
    ):
        found.add(text, None, [(file, 0)], auto_comments=comments, context=context)
    return found


def written(catalog: Catalog) -> str:
    """Return a catalog as the text of its file, the same for the same texts."""
    file = io.BytesIO()
    # Without lines, a change of a template that changes no text changes no catalog.
    write_po(
        file, catalog, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    return _NEEDLESS.sub("", file.getvalue().decode())


def catalog_file(language: str) -> Path:
    """Return where the translation into a language lies."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def translated(language: str) -> Catalog:
    """Return the translation into a language; an empty one where nothing has been translated."""
    path = catalog_file(language)
    if not path.exists():
        return Catalog(language, header_comment=ABOUT, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, language, abort_invalid=True)


def updated(language: str) -> Catalog:
    """Return the translation into a language with exactly the texts that there are now."""
    catalog = translated(language)
    catalog.update(extracted(), no_fuzzy_matching=True, update_header_comment=False)
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """Return a catalog as the program reads it."""
    file = io.BytesIO()
    catalog.creation_date = catalog.revision_date = _NO_DAY
    write_mo(file, catalog)
    return file.getvalue()


def faults(catalog: Catalog) -> list[str]:
    """Return what is wrong with a translation: what is missing, unsure, or does not fit."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        forms = _forms(message.string)
        if message.fuzzy:
            found.append(f"unsure (fuzzy): {_named(message)}")
        elif not all(form.strip() for form in forms):
            found.append(f"not translated: {_named(message)}")
        elif message.pluralizable and len(forms) != catalog.num_plurals:
            found.append(f"expected {catalog.num_plurals} plural forms: {_named(message)}")
        else:
            found += _unfit(message, forms)
    return found


def _unfit(message: Message, forms: tuple[str, ...]) -> list[str]:
    """Return what does not fit between the placeholders of a text and of its translation.

    A plural form that is of one number alone may say it in a word; no form may name another.
    """
    wanted = set(_PLACE.findall(_forms(message.id)[-1]))
    found = []
    for form in forms:
        places = set(_PLACE.findall(form))
        missing = wanted - places - ({"num"} if message.pluralizable else set())
        if missing or places - wanted:
            found.append(f"placeholders {sorted(missing | places - wanted)}: {_named(message)}")
        rest = _PLACE.sub("", form).replace("%%", "")
        if "%" in rest.replace("%s", ""):
            found.append(f"a single % (write %%): {_named(message)}")
        if "%s" in _PLACE.sub("", form).replace("%%", "") and not places:
            found.append(f"a %s without a name: {_named(message)}")
    if message.pluralizable and wanted and not any("num" in _PLACE.findall(form) for form in forms):
        found.append(f"no form says the number: {_named(message)}")
    return found


def _forms(texts: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (texts or "",) if texts is None or isinstance(texts, str) else tuple(texts)


def _named(message: Message) -> str:
    return repr(_forms(message.id)[0])


def main(arguments: list[str]) -> int:
    """Write or check the catalogs, and say what is left to translate."""
    only = arguments == ["--check"]
    if arguments and not only:
        sys.stderr.write(f"expected nothing or --check, got {' '.join(arguments)}\n")
        return 2
    wanted: dict[Path, bytes] = {TEMPLATE: written(extracted()).encode()}
    left = 0
    for language in LANGUAGES:
        if language == "en":  # the language of the texts themselves
            continue
        catalog = updated(language)
        path = catalog_file(language)
        wanted[path] = written(catalog).encode()
        wanted[path.with_suffix(".mo")] = compiled(catalog)
        for fault in faults(catalog):
            print(f"{language}: {fault}")
            left += 1
    for path, data in wanted.items():
        if path.exists() and path.read_bytes() == data:
            continue
        print(f"{path.relative_to(WEB)}: {'not up to date' if only else 'written'}")
        if only:
            left += 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, data)
    return int(left > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
