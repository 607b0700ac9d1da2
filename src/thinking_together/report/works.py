"""The list of published works: entries that lead a reader to a work, and no place for findings.

Years, volumes and pages are digits that no reference of ours can hold, so an entry may have them; what may stand there
is the entry alone. A share, a rate or a sentence about the programme is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thinking_together.evidence.prose import Heading, Paragraph, Prose, Statement
from thinking_together.evidence.strict import Slip
from thinking_together.evidence.wording import mixed, readings

_ENTRY = re.compile(r"[A-Z][^.]*.{0,300}? \((?:19|20)\d\d[a-z]?\)\. \S.{4,}")
_FIGURE = re.compile(
    r"\d\s*(?:%|per cent|percent)|\bper (?:1,?000|10,?000|100,?000)\b|\b\d+ (?:of|out of) \d+\b|"
    r"\b(?:our|we|here|this (?:report|programme|survey)|respondents?|in every session)\b",
    re.IGNORECASE,
)
_FORM = "Write it as authors (year). Title. Where it was published; say nothing else there."


def work_slips(prose: Prose) -> Iterator[Slip]:
    """What in a list of works is not the entry of a work."""
    for block in prose.blocks:
        if isinstance(block, Heading) or not isinstance(block, Paragraph):
            yield Slip(block.line, "a list of works holds no headings and no pictures", _FORM, "")
        else:
            yield from _entry(block.statements)


def _entry(statements: tuple[Statement, ...]) -> Iterator[Slip]:
    line = statements[0].line
    text = " ".join(statement.plain() for statement in statements)
    if any(statement.bindings() for statement in statements):
        yield Slip(line, "a list of works holds an evidence reference", _FORM, text)
    if not _ENTRY.match(text):
        yield Slip(line, "this is not the entry of a published work", _FORM, text)
    told = {m[0] for reading in readings(text) for m in _FIGURE.finditer(reading)}
    for words in sorted(told):
        yield Slip(line, f"'{words}' in a list of works says more than where a work is found", _FORM, text)
    for word in mixed(text):
        yield Slip(line, f"the word '{word}' mixes letters of different alphabets", "Type it again.", text)
