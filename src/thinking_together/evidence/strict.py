"""What a sentence may not say without evidence.

Refused: a findings sentence without a reference, and digits, number words or comparatives that stand outside a
binding, in whatever spelling they reach a reader (``wording``). Inside a binding, words must fit the predicate that
holds them (``fitting``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thinking_together.evidence.claiming_words import HARMLESS, comparatives, number_words
from thinking_together.evidence.fitting import unfit
from thinking_together.evidence.named_figures import without_names
from thinking_together.evidence.prose import Block, Heading, Paragraph, Picture, Prose, Statement, cited
from thinking_together.evidence.reference import Reference
from thinking_together.evidence.wording import mixed, readings

_BIND = "Let a reference show it, bind the words with '| is: …', or say it without."
_TITLE = "Say it in a sentence with its reference; a title only names the subject."


@dataclass(frozen=True, slots=True)
class Slip:
    """A sentence that may not stand: where, what, and what to do."""

    line: int
    what: str
    remedy: str
    sentence: str


def slips(prose: Prose, *, reference_needed: bool = True) -> list[Slip]:
    """Everything unbound in a text, in order; judgements and recommendations need no reference of their own."""
    return [slip for block in prose.blocks for slip in _of_block(block, reference_needed)]


def title_slips(title: str) -> list[Slip]:
    """What a title claims by itself: it can hold no binding, so it may hold no figure and no comparison."""
    return [Slip(1, f"in the title, {what}", _TITLE, title) for what in unbound(title, ())]


def _of_block(block: Block, reference_needed: bool) -> Iterator[Slip]:
    if isinstance(block, Paragraph):
        for statement in block.statements:
            yield from _presence(statement, context=block.context, reference_needed=reference_needed)
            yield from _words(statement)
    elif isinstance(block, Picture):
        yield from _words(block.caption, (block.reference,))
    elif isinstance(block, Heading):
        yield from (Slip(block.line, f"in a heading, {what}", _TITLE, block.words) for what in unbound(block.words, ()))


def _presence(statement: Statement, *, context: bool, reference_needed: bool) -> Iterator[Slip]:
    bindings = statement.bindings()
    if context and bindings:
        remedy = "Take it out of the context block."
        yield Slip(statement.line, "background holds a reference", remedy, statement.plain())
    if not context and not bindings and reference_needed:
        remedy = "Add a reference that supports it, or mark the paragraph as context."
        yield Slip(statement.line, "the sentence has no evidence reference", remedy, statement.plain())


def _words(statement: Statement, also: tuple[Reference, ...] = ()) -> Iterator[Slip]:
    bindings = statement.bindings()
    references = (*also, *(reference for binding in bindings for reference in cited(binding)))
    text = " ".join(part if isinstance(part, str) else "…" for part in statement.parts)
    for what in unbound(text, references):
        yield Slip(statement.line, what, _BIND, statement.plain())
    for binding in bindings:
        for what, remedy in unfit(binding):
            yield Slip(binding.line, what, remedy, statement.plain())


def unbound(text: str, references: tuple[Reference, ...]) -> list[str]:
    """What a text claims outside its bindings, each once, in any of its readings."""
    found: dict[str, None] = {f"the word '{word}' mixes letters of different alphabets": None for word in mixed(text)}
    for reading in (text, *readings(text)):
        plain = HARMLESS.sub(" ", without_names(reading, references)) if reading is not text else ""
        figures = _figures(plain or _odd(text))
        found |= dict.fromkeys(f"the figure '{figure}' is typed by hand" for figure in figures)
        found |= dict.fromkeys(f"the number word '{word}' is not bound to evidence" for word in number_words(plain))
        found |= dict.fromkeys(f"the comparative '{word}' is not bound to evidence" for word in comparatives(plain))
    return list(found)


def _odd(text: str) -> str:
    """Only the numbers that are no decimal digits: fractions, circled and Roman ones, of other scripts."""
    return "".join(c if c.isnumeric() and not c.isdecimal() else " " for c in text)


def _figures(text: str) -> list[str]:
    """Runs of characters that are numbers in any script, fractions and superscripts included."""
    return "".join(c if c.isnumeric() else " " for c in text).split()
