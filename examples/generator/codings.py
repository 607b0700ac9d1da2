"""The codebook as QDC and the codings: where in which text an analyst would have given which code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

import yaml
from examples.generator.baseline import Baseline
from examples.generator.chance import Chance, Plan
from examples.generator.marked import Marked, Passage
from examples.generator.output import TEXT, Output
from examples.generator.place import PARTNERS
from examples.generator.respondents import Respondent
from examples.generator.sessions import Notes, named

ANALYST, COLLEAGUE = "analyst_1", "analyst_2"
READ_TWICE = ("rs2", "rs5")


@dataclass(frozen=True)
class CodedText:
    """A text under the name its phase gives it, who said it, and what an analyst would code in it."""

    ref: str
    sector: str
    text: Marked


def write_codings(plan: Plan, out: Output, slug: str, texts: Sequence[CodedText]) -> None:
    book = yaml.safe_load((TEXT / "synthesis/codebook.yaml").read_text(encoding="utf-8"))
    out.text("synthesis/codebook.qdc", _codebook(book, slug))
    known = {_short(name) for parent in book for name in parent["codes"]}
    rows = [(t.ref, p.code, p.start, p.end, ANALYST) for t in texts for p in t.text.passages]
    unknown = {row[1] for row in rows} - known
    if unknown:
        raise ValueError(f"texts are marked with codes that the codebook does not have: {sorted(unknown)}")
    rows += [(ref, p.code, p.start, p.end, COLLEAGUE) for ref, p in _read_again(plan.chance("colleague"), texts)]
    out.rows("synthesis/codings.csv", "text code start end coder", rows)


def _read_again(chance: Chance, texts: Sequence[CodedText]) -> Iterator[tuple[str, Passage]]:
    """What a colleague found in the notes of some sessions: most of it alike, something overlooked or taken otherwise.

    Another code is one that the same people raised elsewhere in the session, so that nothing is heard where it was not.
    """
    for session in READ_TWICE:
        read = [text for text in texts if text.ref.startswith(f"reflection/{session}/")]
        for text in read:
            raised = sorted(
                {p.code for t in read if t.sector == text.sector for p in t.text.passages} - text.text.codes
            )
            for passage in text.text.passages:
                draw = chance.source.random()
                if draw < 0.09 and raised:
                    yield text.ref, replace(passage, code=chance.pick(raised))
                elif draw < 0.86:
                    yield text.ref, passage


def all_texts(people: list[Respondent], sessions: list[Notes], baseline: Baseline) -> Iterator[CodedText]:
    """Every text that the phases offer for coding."""
    for person in people:
        for item, text in person.texts.items():
            yield CodedText(f"survey/{person.key}/{item}", person.sector, text)
    for notes in sessions:
        for ref, said in named(notes):
            yield CodedText(ref, said.sector, said.text)
    sectors = {code: sector for code, _, sector in PARTNERS}
    for comment in baseline.comments:
        yield CodedText(f"baseline/{comment.place}/{comment.speaker}", sectors[comment.speaker], comment.text)
    counts: dict[tuple[str, str], int] = {}
    for line in baseline.minutes:
        topic = line.topic.partition(" ")[0]
        at = counts[line.place, topic] = counts.get((line.place, topic), 0) + 1
        yield CodedText(f"baseline/{line.place}/{topic}/{at}", sectors.get(line.speaker, line.speaker), line.text)


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
