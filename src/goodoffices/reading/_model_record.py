"""What a model answered, kept by the hash of what it was asked: the record of a study.

Hosted models change under one name, and a temperature of 0 does not make them repeat themselves.
So what can be repeated is the record: with the same documents and the same record, a reading comes
out the same, byte for byte, and no endpoint is asked.  A record holds no key and no document; of
the answers it holds what the model wrote, which quotes the document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goodoffices.case import OutputError, write_atomic

__all__ = ["Kept", "Record", "request_hash"]

SCHEMA = "goodoffices/model-record/1"
LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer.

    Parameters
    ----------
    content
        What the model wrote.
    prompt_tokens, answer_tokens
        As the endpoint counted them, or as estimated here where it did not.
    seconds
        How long it took.
    fingerprint
        What the endpoint calls its present configuration, or "".
    """

    content: str
    prompt_tokens: int
    answer_tokens: int
    seconds: float
    fingerprint: str


def request_hash(where: str, body: Mapping[str, object], version: str) -> str:
    """Return the hash of a request, the endpoint and the version of the prompt."""
    canonical = json.dumps([where, version, body], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Record:
    """Answers in a folder, one file each; without a folder, answers of this run.

    Parameters
    ----------
    folder
        Where they are kept; it is made when the first is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._here: dict[str, Kept] = {}

    def find(self, key: str) -> Kept | None:
        """Return the answer kept under a hash; a file that cannot be used counts as none."""
        if key in self._here or self._folder is None:
            return self._here.get(key)
        try:
            path = self._folder / f"{key}.json"
            if path.stat().st_size > LARGEST:
                return None
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA or data["request"] != key:
                return None
            kept = Kept(
                str(data["content"]), int(data["prompt_tokens"]), int(data["answer_tokens"]),
                float(data["seconds"]), str(data["fingerprint"]),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        self._here[key] = kept
        return kept

    def keep(self, key: str, kept: Kept, *, where: str, model: str) -> None:
        """Keep an answer.

        Raises
        ------
        OutputError
            If it cannot be written.
        """
        self._here[key] = kept
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = (error.strerror or "no reason given").lower()
            raise OutputError(f"{self._folder}: the folder cannot be made: {reason}") from None
        data = {
            "schema": SCHEMA,
            "request": key,
            "endpoint": where,
            "model": model,
            "content": kept.content,
            "prompt_tokens": kept.prompt_tokens,
            "answer_tokens": kept.answer_tokens,
            "seconds": round(kept.seconds, 3),
            "fingerprint": kept.fingerprint,
        }
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_atomic(self._folder / f"{key}.json", text.encode("utf-8", "backslashreplace"))
