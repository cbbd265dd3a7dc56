"""What it all says to a reader in a hurry: the brief, as a document and in several formats."""

from goodoffices.brief._annotated import annotated_html
from goodoffices.brief._compose import (
    classes_sections,
    comparison_sections,
    compose,
    draft_sections,
    glance_sections,
    holds_sections,
    intent_sections,
    obstacle_sections,
    order_sections,
    rates_sections,
    sensitivity_sections,
    talks_sections,
    transcript_sections,
    zone_sections,
)
from goodoffices.brief._document import Document, Section, plain
from goodoffices.brief._figures.shapes import sign
from goodoffices.brief._html import as_html, section_html
from goodoffices.brief._json import as_json
from goodoffices.brief._markdown import as_markdown
from goodoffices.brief._reading import reading_line, reading_text
from goodoffices.brief._schedule import as_calendar, as_csv
from goodoffices.brief._style import style
from goodoffices.brief._text import as_text
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.brief._words.numbers import figure, signed, utility

__all__ = [
    "Document",
    "Lexicon",
    "Section",
    "annotated_html",
    "as_calendar",
    "as_csv",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "classes_sections",
    "comparison_sections",
    "compose",
    "draft_sections",
    "figure",
    "glance_sections",
    "holds_sections",
    "intent_sections",
    "obstacle_sections",
    "order_sections",
    "plain",
    "rates_sections",
    "reading_line",
    "reading_text",
    "section_html",
    "sensitivity_sections",
    "sign",
    "signed",
    "style",
    "talks_sections",
    "transcript_sections",
    "utility",
    "zone_sections",
]
