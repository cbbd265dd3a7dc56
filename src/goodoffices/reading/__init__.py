"""What does this document claim? A document to proposed claims, each tied to its exact words."""

from goodoffices.reading._agreement import Agreement, Pair, agreement
from goodoffices.reading._batch import read_files
from goodoffices.reading._document import document_from_text, read_document
from goodoffices.reading._drift import Drift, drift, unheard
from goodoffices.reading._flags import FLAGS
from goodoffices.reading._lexicon import Lexicon, lexicon
from goodoffices.reading._marked import marked_texts
from goodoffices.reading._model import Account, Plan, plan, read_with_model
from goodoffices.reading._model_endpoint import LOOPBACK, Endpoint, Model, endpoint
from goodoffices.reading._model_names import model_reader, sentences
from goodoffices.reading._model_record import Record
from goodoffices.reading._new_case import case_from
from goodoffices.reading._patch import Proposal, propose
from goodoffices.reading._patch_apply import apply, save, undo, with_needs
from goodoffices.reading._patch_file import entry_text, mended, patch_text, read_patch
from goodoffices.reading._patch_names import Names
from goodoffices.reading._reader import read
from goodoffices.reading._score import LabelScore, Score, score
from goodoffices.reading._store import store, stored, text_name
from goodoffices.reading._to_brat import BRAT_CONFIGURATION, brat
from goodoffices.reading._to_csv import claims_csv
from goodoffices.reading._to_web import web_annotations
from goodoffices.reading._to_yaml import reading_yaml
from goodoffices.reading._types import (
    Condition,
    DateMention,
    Document,
    IssueLabel,
    Mention,
    ProposedClaim,
    ProposedDelegate,
    ProposedRound,
    Reading,
    Span,
)
from goodoffices.reading._words import Excerpt, excerpts, source_texts
from goodoffices.reading.errors import ReadingError

__all__ = [
    "BRAT_CONFIGURATION",
    "FLAGS",
    "LOOPBACK",
    "Account",
    "Agreement",
    "Condition",
    "DateMention",
    "Document",
    "Drift",
    "Endpoint",
    "Excerpt",
    "IssueLabel",
    "LabelScore",
    "Lexicon",
    "Mention",
    "Model",
    "Names",
    "Pair",
    "Plan",
    "Proposal",
    "ProposedClaim",
    "ProposedDelegate",
    "ProposedRound",
    "Reading",
    "ReadingError",
    "Record",
    "Score",
    "Span",
    "agreement",
    "apply",
    "brat",
    "case_from",
    "claims_csv",
    "document_from_text",
    "drift",
    "endpoint",
    "entry_text",
    "excerpts",
    "lexicon",
    "marked_texts",
    "mended",
    "model_reader",
    "patch_text",
    "plan",
    "propose",
    "read",
    "read_document",
    "read_files",
    "read_patch",
    "read_with_model",
    "reading_yaml",
    "save",
    "score",
    "sentences",
    "source_texts",
    "store",
    "stored",
    "text_name",
    "undo",
    "unheard",
    "web_annotations",
    "with_needs",
]
