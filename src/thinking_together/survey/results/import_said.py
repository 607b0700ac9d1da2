"""What somebody said of a file so far, sent along from page to page in one field however much it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from thinking_together.survey.results.column_words import Chosen, Words


@dataclass(frozen=True, slots=True)
class Said:
    """Which proposed questions are one, the item of each column, the code of each word. Nothing of it is checked."""

    questions: tuple[str, ...] = ()
    chosen: Chosen = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    def also(self, words: Words) -> Said:
        return replace(self, words={**self.words, **words})

    def as_text(self) -> str:
        words: dict[str, dict[str, str]] = {}
        for (heading, word), code in self.words.items():
            words.setdefault(heading, {})[word] = code
        told = {"questions": self.questions, "chosen": self.chosen, "words": words}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def said_before(text: str) -> Said:
    """What was sent along; what cannot be read was not said."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return Said()
    told = told if isinstance(told, dict) else {}
    questions = told.get("questions")
    words = {
        (heading, word): code
        for heading, codes in _mapping(told.get("words")).items()
        for word, code in _strings(codes).items()
    }
    return Said(
        tuple(one for one in questions if isinstance(one, str)) if isinstance(questions, list) else (),
        _strings(told.get("chosen")),
        words,
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> dict[str, str]:
    return {name: one for name, one in _mapping(value).items() if isinstance(one, str)}
