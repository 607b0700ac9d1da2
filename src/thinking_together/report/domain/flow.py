"""Prose in the flow of the document: blocks with stable names for every sentence and picture."""

from __future__ import annotations

from thinking_together.evidence.prose import Heading, Paragraph, Picture, Prose, Statement, parse_prose
from thinking_together.report.domain.document import (
    Block,
    HeadingView,
    ParagraphView,
    PictureView,
    ResolvedStatement,
    Shown,
    Words,
)
from thinking_together.report.domain.ledger import SHOWN, Ledger


def blocks(ledger: Ledger, prose: Prose, name: str) -> tuple[Block, ...]:
    """The blocks of a text; sentences are called ``<name>.s1`` …, pictures ``<name>.p1`` …"""
    out: list[Block] = []
    sentences = pictures = 0
    for block in prose.blocks:
        if isinstance(block, Paragraph):
            resolved = []
            for statement in block.statements:
                sentences += 1
                resolved.append(ledger.statement(f"{name}.s{sentences}", statement))
            out.append(ParagraphView(tuple(resolved), block.context, block.bullet))
        elif isinstance(block, Heading):
            out.append(HeadingView(block.level, block.words))
        elif isinstance(block, Picture):
            pictures += 1
            out.append(ledger.picture(f"{name}.p{pictures}", block))
    return tuple(out)


def reasons(ledger: Ledger, prose: Prose, name: str) -> tuple[ResolvedStatement, ...]:
    """The sentences of a judgement, one after the other; ``<name>.s1`` …"""
    paragraphs = (block for block in prose.blocks if isinstance(block, Paragraph))
    sentences = (statement for paragraph in paragraphs for statement in paragraph.statements)
    return tuple(ledger.statement(f"{name}.s{at}", statement) for at, statement in enumerate(sentences, start=1))


def first_statement(prose: Prose) -> tuple[int, Statement] | None:
    """The first sentence of a text that is not background, with its number among all sentences."""
    place = 0
    for block in prose.blocks:
        if isinstance(block, Paragraph):
            if not block.context and block.statements:
                return place + 1, block.statements[0]
            place += len(block.statements)
    return None


def sentence(ledger: Ledger, name: str, text: str) -> ResolvedStatement | None:
    """One sentence of the report's own, or ``None`` where any of its evidence cannot be shown.

    What the report itself says is bound to evidence like everything else; unlike what people write it is left out
    when a phase has not run.
    """
    (paragraph,) = parse_prose(text).blocks
    assert isinstance(paragraph, Paragraph)
    (statement,) = paragraph.statements
    trial = Ledger(ledger.resolver).statement(name, statement)
    if any(isinstance(part, Shown) and part.state != SHOWN for part in trial.parts):
        return None
    return ledger.statement(name, statement)


def sentences(ledger: Ledger, name: str, texts: tuple[str, ...]) -> tuple[Block, ...]:
    """A paragraph of those sentences of the report's own that can be said."""
    said: list[ResolvedStatement] = []
    for text in texts:
        one = sentence(ledger, f"{name}.s{len(said) + 1}", text)
        if one is not None:
            said.append(one)
    return (ParagraphView(tuple(said)),) if said else ()


def picture(ledger: Ledger, name: str, reference: str, kind: str, caption: str) -> tuple[Block, ...]:
    """A picture of the report's own, or nothing where the reference has no table that can be drawn."""
    (block,) = parse_prose(f"::: picture {reference} | {kind}\n{caption}\n:::").blocks
    assert isinstance(block, Picture)
    trial = Ledger(ledger.resolver, ledger.cache).picture(name, block)
    if not trial.key:
        return ()
    view: PictureView = ledger.picture(name, block)
    return (view,)


def context(name: str, *texts: str) -> ParagraphView:
    """A paragraph of the report's own words that holds no figure."""
    return ParagraphView(
        tuple(ResolvedStatement(f"{name}.c{n}", (Words(text),), (), ()) for n, text in enumerate(texts, start=1)),
        context=True,
    )
