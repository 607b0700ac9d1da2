"""Prose with evidence references in it, parsed and never run.

Blocks are parted by blank lines. ``{{ reference | format }}`` shows a figure,
``{{ reference | is: predicate | words }}`` binds words that claim something. ``::: context`` … ``:::`` marks
paragraphs that give background and hold no figure and no comparison. ``::: picture reference | kind`` … ``:::``
places a picture with its caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thinking_together.evidence.reference import BadReference, Reference, parse

_BINDING = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_HOLDER = re.compile("\ue000([0-9]+)\ue001")
_SENTENCE_END = re.compile('(?<=[.!?])(["”’)\ue001]*)\\s+(?=[A-Z\ue000“"\'‘(])')
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|St|No|cf|al|approx)|\b[A-Z])\.\Z")


@dataclass(frozen=True, slots=True)
class Binding:
    """One reference in prose. ``format`` is ``is`` for predicates; ``argument`` follows the colon."""

    reference: Reference
    format: str
    argument: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence: plain pieces and bindings in order."""

    parts: tuple[str | Binding, ...]
    line: int

    def bindings(self) -> tuple[Binding, ...]:
        return tuple(part for part in self.parts if isinstance(part, Binding))

    def plain(self) -> str:
        """The sentence without what its bindings show."""
        return "".join(part if isinstance(part, str) else part.words or "…" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Statements that belong together; ``bullet`` for an item of a list, ``context`` for background."""

    statements: tuple[Statement, ...]
    context: bool = False
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a referenced table; ``kind`` names a drawing, empty to let the table decide."""

    reference: Reference
    kind: str
    caption: Statement
    line: int


Block = Paragraph | Heading | Picture


@dataclass(frozen=True, slots=True)
class Prose:
    """Parsed prose."""

    blocks: tuple[Block, ...]

    def statements(self) -> tuple[Statement, ...]:
        """Every statement of findings blocks, captions included, context left out."""
        found: list[Statement] = []
        for block in self.blocks:
            if isinstance(block, Paragraph) and not block.context:
                found.extend(block.statements)
            elif isinstance(block, Picture):
                found.append(block.caption)
        return tuple(found)

    def references(self) -> tuple[Reference, ...]:
        """Every reference in order of appearance, once."""
        found: dict[Reference, None] = {}
        for block in self.blocks:
            if isinstance(block, Picture):
                found[block.reference] = None
                statements: tuple[Statement, ...] = (block.caption,)
            else:
                statements = block.statements if isinstance(block, Paragraph) else ()
            for statement in statements:
                for binding in statement.bindings():
                    found.update(dict.fromkeys(cited(binding)))
        return tuple(found)


class BadProse(ValueError):
    """The prose cannot be read; ``line`` is counted from 1 in the text given."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line
        self.what = what


def cited(binding: Binding) -> tuple[Reference, ...]:
    """The references a binding stands on: its own, and the one it compares with."""
    if binding.format == "is":
        rest = binding.argument.partition(" ")[2]
        if rest and "/" in rest:
            return (binding.reference, parse(rest))
    return (binding.reference,)


def parse_prose(text: str) -> Prose:
    """The blocks of a text; ``BadProse`` names the first line that cannot be read."""
    if "\ue000" in text or "\ue001" in text:
        raise BadProse(1, "the text holds a private-use character")
    blocks: list[Block] = []
    held: list[str] = []
    fence, start = "", 1
    for at, line in enumerate([*text.split("\n"), ""], start=1):
        opens = line.startswith(":::") and line.strip() != ":::"
        closes = line.strip() == ":::"
        if opens:
            if fence:
                raise BadProse(at, "a ':::' block begins inside another; close the first with ':::'")
            blocks += _plain_blocks(held, start, context=False)
            fence, held, start = line[3:].strip(), [], at + 1
        elif closes:
            if not fence:
                raise BadProse(at, "':::' closes a block that was not opened")
            blocks += _fenced(fence, held, start)
            fence, held, start = "", [], at + 1
        else:
            held.append(line)
    if fence:
        raise BadProse(start - 1, f"the block '::: {fence}' is not closed with ':::'")
    return Prose((*blocks, *_plain_blocks(held, start, context=False)))


def _fenced(fence: str, lines: list[str], start: int) -> list[Block]:
    if fence == "context":
        return _plain_blocks(lines, start, context=True)
    name, _, rest = fence.partition(" ")
    if name != "picture":
        raise BadProse(start - 1, f"'::: {name}' is neither context nor picture")
    spelled, _, kind = rest.partition("|")
    caption = _statements(" ".join(lines).strip(), start)
    if len(caption) != 1:
        raise BadProse(start, "a picture needs a caption of one sentence")
    return [Picture(_reference(spelled, start - 1), kind.strip(), caption[0], start - 1)]


def _plain_blocks(lines: list[str], start: int, *, context: bool) -> list[Block]:
    blocks: list[Block] = []
    held: list[str] = []
    first = start
    for at, line in enumerate([*lines, ""], start=start):
        bullet = line.startswith("- ")
        heading = re.match(r"(#{2,4}) (.+)", line)
        if held and (not line.strip() or bullet or heading):
            blocks.append(_paragraph(held, first, context=context))
            held = []
        if heading:
            blocks.append(Heading(len(heading[1]), heading[2].strip(), at))
        elif line.strip():
            first = first if held else at
            held.append(line)
    return blocks


def _paragraph(lines: list[str], line: int, *, context: bool) -> Paragraph:
    bullet = lines[0].startswith("- ")
    text = "\n".join(lines)[2 if bullet else 0 :]
    return Paragraph(_statements(text, line), context, bullet)


def _statements(text: str, line: int) -> tuple[Statement, ...]:
    bindings: list[Binding] = []

    def hold(match: re.Match[str]) -> str:
        bindings.append(_binding(match[1], line + text.count("\n", 0, match.start())))
        return f"\ue000{len(bindings) - 1}\ue001" + "\n" * match[0].count("\n")

    held = _BINDING.sub(hold, text)
    if "{{" in held or "}}" in held:
        raise BadProse(line, "'{{' and '}}' do not match")
    return tuple(_statement(piece, at, bindings) for piece, at in _sentences(held, line))


def _sentences(text: str, line: int) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[begin : match.start()]):
            continue
        out.append((text[begin : match.end(1)], line + text.count("\n", 0, begin)))
        begin = match.end()
    out.append((text[begin:], line + text.count("\n", 0, begin)))
    return [(piece.strip(), at) for piece, at in out if piece.strip()]


def _statement(text: str, line: int, bindings: list[Binding]) -> Statement:
    pieces = _HOLDER.split(re.sub(r"\s+", " ", text))
    parts = [bindings[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces)]
    return Statement(tuple(part for part in parts if part != ""), line)


def _binding(inside: str, line: int) -> Binding:
    pieces = [piece.strip() for piece in inside.split("|")]
    if len(pieces) not in (2, 3) or not all(pieces):
        raise BadProse(line, f"'{{{{{inside.strip()[:80]}}}}}' is not reference | format or reference | is: … | words")
    name, _, argument = pieces[1].partition(":")
    binding = Binding(
        _reference(pieces[0], line),
        name.strip(),
        argument.strip(),
        pieces[2] if len(pieces) == 3 else "",
        line,
    )
    try:
        cited(binding)
    except BadReference as error:
        raise BadProse(line, str(error)) from None
    return binding


def _reference(text: str, line: int) -> Reference:
    try:
        return parse(text.strip())
    except BadReference as error:
        raise BadProse(line, str(error)) from None
