"""The codebook as QDC and the codings: where in which text an analyst would have given which code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

import yaml

from examples.generator.baseline import Baseline
from examples.generator.marked import Marked
from examples.generator.open_answers import texts_of
from examples.generator.output import TEXT, Output
from examples.generator.respondents import Respondent
from examples.generator.sessions import Notes, named

ANALYST = "analyst_1"


def write_codings(out: Output, slug: str, texts: Iterable[tuple[str, Marked]]) -> None:
    book = yaml.safe_load((TEXT / "synthesis/codebook.yaml").read_text(encoding="utf-8"))
    out.text("synthesis/codebook.qdc", _codebook(book, slug))
    known = {_short(name) for parent in book for name in parent["codes"]}
    rows = [(ref, p.code, p.start, p.end, ANALYST) for ref, text in texts for p in text.passages]
    unknown = {row[1] for row in rows} - known
    if unknown:
        raise ValueError(f"texts are marked with codes that the codebook does not have: {sorted(unknown)}")
    out.rows("synthesis/codings.csv", "text code start end coder", rows)


def all_texts(people: list[Respondent], sessions: list[Notes], baseline: Baseline) -> Iterator[tuple[str, Marked]]:
    """Every text with its name, as the phases offer them."""
    yield from texts_of(people)
    for notes in sessions:
        yield from ((ref, said.text) for ref, said in named(notes))
    counts: dict[tuple[str, str], int] = {}
    for comment in baseline.comments:
        yield f"baseline/{comment.place}/{comment.speaker}", comment.text
    for said in baseline.minutes:
        topic = said.topic.partition(" ")[0]
        at = counts[said.place, topic] = counts.get((said.place, topic), 0) + 1
        yield f"baseline/{said.place}/{topic}/{at}", said.text


def _short(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _codebook(book: Any, slug: str) -> str:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Thinking Together">',
        "  <Codes>",
    ]
    for parent in book:
        lines.append(f"    {_open(parent['name'], slug)}")
        lines.append(f"      <Description>{escape(parent['definition'])}</Description>")
        for name, definition in parent["codes"].items():
            lines.append(f"      {_open(name, slug)}")
            lines.append(f"        <Description>{escape(definition)}</Description>")
            lines.append("      </Code>")
        lines.append("    </Code>")
    return "\n".join([*lines, "  </Codes>", "</CodeBook>", ""])


def _open(name: str, slug: str) -> str:
    guid = uuid5(uuid5(NAMESPACE_URL, f"thinking-together:{slug}"), _short(name))
    return f'<Code guid="{guid}" name={quoteattr(name)} isCodable="true">'
