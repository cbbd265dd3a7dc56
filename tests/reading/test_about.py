"""What a document is called, and of what kind it seems to be."""

from __future__ import annotations

import pytest

from goodoffices.reading import document_from_text, read
from goodoffices.reading._about import kind_of, title_of

SENTENCE = "Norway said on Monday that it would not withdraw its troops before the vote is held."

OWN = (
    "I think that the talks are dead. It is clear that the mediator failed. I doubt that the "
    "parties will meet. The talks are a dangerous illusion."
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour talks resume\n\nThey met.", "Harbour talks resume"),
        ("# **Harbour** talks in [Oslo](http://a.b/c_d) resume #\n\nThey met.", "Harbour talks in Oslo resume"),
        ("---\ntitle: 'Harbour *talks*'\ndate: x\n---\n\nThey met.", "Harbour talks"),
        ("A line above.\n\n## Harbour `talks`\n\nThey met.", "Harbour talks"),
        ("OSLO, 12 Feb (Agency) – Talks resume\n\nThey met.", "Talks resume"),
        ("COTABATO CITY — Talks resume\n\nThey met.", "Talks resume"),
        ("> - *Talks* <b>resume</b>\n\nThey met.", "Talks resume"),
    ],
)  # fmt: skip
def test_a_title_has_no_marks_and_no_dateline(text, title):
    assert title_of(document_from_text(text, "x.md")) == (title, "")


def test_a_text_without_a_heading_says_so():
    title, doubt = title_of(document_from_text(f"OSLO (Agency) - {SENTENCE}", "x.txt"))
    assert title == SENTENCE
    assert "no heading" in doubt
    title, _ = title_of(document_from_text(SENTENCE[:-1] + " and counted." * 9, "x.txt"))
    assert len(title) <= 121
    assert title.endswith("…")
    assert title_of(document_from_text("---\n***\n42", "x.md"))[0] == "42"


@pytest.mark.parametrize(
    ("text", "kind", "sign"),
    [
        (f"OSLO, 12 Feb (Agency) – {SENTENCE}", "reporting", "dateline"),
        ("Q: Will you sign?\nMR. BERG: We will not sign before the vote.", "official", "record"),
        ("Article 1\nThe parties agree to a truce.\nArticle 2\nThe parties shall meet.", "agreement", "articles"),
        (f"Abstract\n\n{SENTENCE}\n\nReferences\n", "scholarship", "abstract"),
        (OWN, "commentary", "own view"),
        (SENTENCE, "reporting", "nothing"),
    ],
)  # fmt: skip
def test_a_kind_is_guessed_and_the_sign_told(text, kind, sign):
    guess = kind_of(read(document_from_text(text, "x.txt")))
    assert guess.kind == kind
    assert sign in guess.sign
