"""The order of open answers, kept so that a page of them is a slice: places, lengths and marks, and no word.

Answers are told in the order of their words, whatever their letters' case; of two alike chance decides which is first.
"""

from __future__ import annotations

import secrets

import polars as pl

from thinking_together.core.wordings import BLANK
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.held.joined import joined_json, joined_words, json_of, words_of
from thinking_together.survey.held.kept import IDENTITY, Kept, Texts
from thinking_together.survey.held.record import Record
from thinking_together.survey.models import QuestionnaireVersion


def place_of(item: str) -> str:
    """The column that tells the place of each answer to an item; of what is not there, or not any more, nothing."""
    return f"@place of {item}"


def length_of(item: str) -> str:
    return f"@length of {item}"


def marked_of(item: str) -> str:
    """The column that tells whether an answer may name somebody."""
    return f"@may name, {item}"


def kept_order(version: QuestionnaireVersion, questionnaire: Questionnaire) -> Kept:
    """For each open question the place of every answer among all, how long it is, and whether it may name somebody."""
    codes = [variable.code for variable in Record(questionnaire).texts]
    words = dict.fromkeys(codes, pl.String)

    def compute(joined: Texts) -> pl.DataFrame:
        rows, marks = json_of(joined[0]), words_of(joined[1])
        told = pl.DataFrame({code: [_told(row[at]) for row in rows] for at, code in enumerate(codes)}, words)
        marked = ((marks.str.slice(at, 1) == "1").alias(marked_of(code)) for at, code in enumerate(codes))
        return told.with_columns(marked)

    def finish(all_rows: pl.DataFrame) -> pl.DataFrame:
        by_chance = all_rows.sample(fraction=1, shuffle=True, seed=secrets.randbits(32))
        places = [pl.col(code).str.to_lowercase().rank("ordinal").alias(place_of(code)) for code in codes]
        lengths = [pl.col(code).str.len_chars().alias(length_of(code)) for code in codes]
        return by_chance.select(*IDENTITY, *places, *lengths, *map(marked_of, codes)).sort("id")

    return Kept(version, "order", (joined_json("texts"), joined_words("may_name")), compute, finish)


def _told(text: object) -> str | None:
    return text if isinstance(text, str) and text and not text.startswith(BLANK) else None
