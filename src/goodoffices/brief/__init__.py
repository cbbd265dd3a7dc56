"""What it all says to a reader in a hurry: the brief, as a document and in several formats."""

from goodoffices.brief._annotated import annotated_html, marked_words
from goodoffices.brief._compose import (
    arrangement_sections,
    backtest_sections,
    circle_sections,
    classes_sections,
    comparison_sections,
    compose,
    compose_answers,
    draft_sections,
    glance_sections,
    holds_sections,
    intent_sections,
    ladder_sections,
    obstacle_sections,
    order_sections,
    precedents_sections,
    rates_sections,
    sensitivity_sections,
    talks_sections,
    transcript_sections,
    zone_sections,
)
from goodoffices.brief._compose.forecasts import (
    calibration_file,
    forecasts_sections,
    score_sections,
)
from goodoffices.brief._compose.positions import describe_positions
from goodoffices.brief._document import Document, Section, plain
from goodoffices.brief._docx import as_docx
from goodoffices.brief._excerpt import excerpt, marked, marking_line
from goodoffices.brief._figures.shapes import sign
from goodoffices.brief._files import ENDINGS, as_file, ending_of
from goodoffices.brief._html import as_html, section_html
from goodoffices.brief._json import as_json
from goodoffices.brief._markdown import as_markdown
from goodoffices.brief._pdf import as_pdf
from goodoffices.brief._places import SECTIONS, section_numbers
from goodoffices.brief._reading import reading_line, reading_text
from goodoffices.brief._schedule import as_calendar, as_csv
from goodoffices.brief._style import style
from goodoffices.brief._survival import survival_text
from goodoffices.brief._text import as_text
from goodoffices.brief._words.changes import describe_changes
from goodoffices.brief._words.evidence import MARKS, Names, bits, chance, factor, of_draws
from goodoffices.brief._words.lexicon import Lexicon
from goodoffices.brief._words.numbers import figure, percent, signed, utility
from goodoffices.brief._words.reading import CLAIM_KINDS, claim_lines
from goodoffices.brief._words.steps import act_label, steps_of
from goodoffices.brief.errors import RequestError

__all__ = [
    "CLAIM_KINDS",
    "ENDINGS",
    "MARKS",
    "SECTIONS",
    "Document",
    "Lexicon",
    "Names",
    "RequestError",
    "Section",
    "act_label",
    "annotated_html",
    "arrangement_sections",
    "as_calendar",
    "as_csv",
    "as_docx",
    "as_file",
    "as_html",
    "as_json",
    "as_markdown",
    "as_pdf",
    "as_text",
    "backtest_sections",
    "bits",
    "calibration_file",
    "chance",
    "circle_sections",
    "claim_lines",
    "classes_sections",
    "comparison_sections",
    "compose",
    "compose_answers",
    "describe_changes",
    "describe_positions",
    "draft_sections",
    "ending_of",
    "excerpt",
    "factor",
    "figure",
    "forecasts_sections",
    "glance_sections",
    "holds_sections",
    "intent_sections",
    "ladder_sections",
    "marked",
    "marked_words",
    "marking_line",
    "obstacle_sections",
    "of_draws",
    "order_sections",
    "percent",
    "plain",
    "precedents_sections",
    "rates_sections",
    "reading_line",
    "reading_text",
    "score_sections",
    "section_html",
    "section_numbers",
    "sensitivity_sections",
    "sign",
    "signed",
    "steps_of",
    "style",
    "survival_text",
    "talks_sections",
    "transcript_sections",
    "utility",
    "zone_sections",
]
