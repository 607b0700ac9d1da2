"""The ledger of a report: every reference it cites, numbered in order, with its answer and what cites it.

Sentences, pictures and tables get their evidence only here, so that what is shown and what is listed as evidence
cannot part.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from thinking_together.analysis.disclosure import POLICIES
from thinking_together.analysis.tables import Table
from thinking_together.evidence.excerpts import Excerpt
from thinking_together.evidence.figures import Unresolved
from thinking_together.evidence.formats import CannotShow, show
from thinking_together.evidence.predicates import judge, ranked_by
from thinking_together.evidence.prose import Binding, Picture, Statement, cited
from thinking_together.evidence.reference import Op, Reference, Term, parse
from thinking_together.evidence.resolve import Resolution, Resolver
from thinking_together.report.charts.draw import Drawing, draw
from thinking_together.report.domain.document import (
    EvidenceView,
    PassageView,
    PictureView,
    ResolvedStatement,
    Shown,
    Value,
    Words,
)
from thinking_together.report.domain.naming import title_of

SHOWN = "shown"
UNSUPPORTED = "unsupported"
CANNOT = "cannot_show"


class Ledger:
    """Resolves and counts. One ledger is one report."""

    def __init__(self, resolver: Resolver, cache: Path | None = None) -> None:
        self.resolver = resolver
        self.cache = cache
        self.drawings: dict[str, Drawing] = {}
        self._cited: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._ranked: dict[str, str] = {}

    def cite(self, reference: Reference | str, by: str) -> int:
        """The number of a reference; the first who cites it gives it one."""
        spelled = str(reference)
        if spelled not in self._cited:
            self._cited[spelled] = []
            self._numbers[spelled] = len(self._cited)
        if by not in self._cited[spelled]:
            self._cited[spelled].append(by)
        return self._numbers[spelled]

    def statement(self, statement_id: str, statement: Statement) -> ResolvedStatement:
        """A sentence with its figures in it and its evidence numbered."""
        parts: list[Words | Shown] = []
        values: list[Value] = []
        marks: dict[int, None] = {}
        for part in statement.parts:
            if isinstance(part, str):
                parts.append(Words(part))
                continue
            shown = self._claim(part) if part.format == "is" else self._figure(part)
            parts.append(shown)
            key = ranked_by(part)
            if key:
                self._ranked.setdefault(str(part.reference), key)
            for reference in cited(part):
                marks[self.cite(reference, statement_id)] = None
                values.append(self._value(reference, part, shown))
        return ResolvedStatement(statement_id, tuple(parts), tuple(values), tuple(marks), statement.line)

    def picture(self, picture_id: str, picture: Picture) -> PictureView:
        """A picture with its caption; without a drawing where the reference has no table that can be drawn."""
        caption = self.statement(f"{picture_id}.caption", picture.caption)
        self.cite(picture.reference, picture_id)
        answer = self.resolver.resolve(picture.reference)
        title = title_of(picture.reference, self.resolver.info(picture.reference))
        if not isinstance(answer, Table):
            reason = f"[{answer.reason}]" if isinstance(answer, Unresolved) else "[a passage]"
            return PictureView(
                picture_id, str(picture.reference), f"{title} {reason}", caption, "", "", 0, 0, "", False
            )
        drawing = self.drawn(replace(answer, title=title), picture.kind)
        source = ", ".join(part for part in (answer.source.name, answer.source.date) if part)
        if drawing is None:
            return PictureView(
                picture_id, str(picture.reference), title, caption, "", "", 0, 0, source, answer.source.invented
            )
        return PictureView(
            picture_id,
            str(picture.reference),
            title,
            caption,
            drawing.key,
            drawing.alt,
            drawing.width,
            drawing.height,
            source,
            answer.source.invented,
            drawing.line,
        )

    def drawn(self, table: Table, kind: str = "") -> Drawing | None:
        """A table's picture, kept for the documents."""
        drawing = draw(table, kind, cache=self.cache)
        if drawing is not None:
            self.drawings[drawing.key] = drawing
        return drawing

    def evidence(self, *, pictures: bool = True) -> tuple[EvidenceView, ...]:
        """All that has been cited, in order of its numbers."""
        return tuple(
            self._view(n, spelled, by, pictures=pictures)
            for n, (spelled, by) in enumerate(self._cited.items(), start=1)
        )

    def _figure(self, binding: Binding) -> Shown:
        references = (str(binding.reference),)
        answer = self.resolver.resolve(binding.reference)
        if isinstance(answer, Unresolved):
            return Shown(f"[{answer.reason.replace('_', ' ')}]", references, str(answer.reason), answer.detail)
        try:
            return Shown(show(answer, binding.format, binding.argument), references, SHOWN)
        except CannotShow as error:
            return Shown("[cannot be shown]", references, CANNOT, str(error))

    def _claim(self, binding: Binding) -> Shown:
        """Words that claim. They stand as written only while what they claim is so."""
        references = tuple(str(reference) for reference in cited(binding))
        for reference in cited(binding):
            answer = self.resolver.resolve(reference)
            if isinstance(answer, Unresolved):
                words = f"[{answer.reason.replace('_', ' ')}: {binding.words}]"
                return Shown(words, references, str(answer.reason), answer.detail)
        verdict = judge(binding, self.resolver)
        if verdict.holds:
            return Shown(binding.words, references, SHOWN, verdict.detail)
        return Shown(f"[unsupported: {binding.words}]", references, UNSUPPORTED, verdict.detail)

    def _value(self, reference: Reference, binding: Binding, shown: Shown) -> Value:
        name = f"{binding.format}: {binding.argument}" if binding.argument else binding.format
        answer = self.resolver.resolve(reference)
        if not isinstance(answer, Table):
            return Value(str(reference), name, shown.text, shown.state)
        source, date, policy = answer.source.name, answer.source.date, answer.policy
        one = answer.statistics[0] if len(answer.statistics) == 1 else None
        if one is None:
            return Value(str(reference), name, shown.text, shown.state, source=source, date=date, policy=policy)
        return Value(
            str(reference),
            name,
            shown.text,
            shown.state,
            one.value,
            one.lower,
            one.upper,
            one.numerator,
            one.denominator,
            source,
            date,
            policy,
        )

    def _view(self, number: int, spelled: str, by: list[str], *, pictures: bool) -> EvidenceView:
        answer = self.resolver.resolve(spelled)
        reference = parse(spelled)
        info = self.resolver.info(reference)
        table = answer if isinstance(answer, Table) else None
        if table is not None:
            table = replace(table, title=title_of(reference, info))
        wider = self._wider(reference) if table is not None and len(table.statistics) == 1 else None
        drawing = self.drawn(wider or table) if table is not None and pictures else None
        policy = POLICIES[table.policy].label if table else POLICIES[info.policy].label if info else ""
        return EvidenceView(
            number=number,
            reference=spelled,
            phase=reference.phase,
            figure=reference.figure,
            title=title_of(reference, info),
            table=table,
            wider=wider,
            passage=_passage(answer),
            reason=str(answer.reason) if isinstance(answer, Unresolved) else "",
            detail=answer.detail if isinstance(answer, Unresolved) else "",
            policy=policy,
            method=table.method if table else "",
            key=drawing.key if drawing else "",
            alt=drawing.alt if drawing else "",
            cited_by=tuple(by),
        )

    def _wider(self, reference: Reference) -> Table | None:
        """The same question with a key starred: what a single figure is first or last of.

        The key is that by which a sentence has ranked it (``is: first with``), or else the figure's own.
        """
        info = self.resolver.info(reference)
        rank = self._ranked.get(str(reference), info.rank if info else "")
        term = reference.term(rank) if rank else None
        if info is None or term is None or term.op is not Op.ONE:
            return None
        each = reference.having(Term(rank, Op.EACH, ()))
        answer = self.resolver.resolve(each)
        return replace(answer, title=title_of(each, info)) if isinstance(answer, Table) else None


def _passage(answer: Resolution) -> PassageView | None:
    if not isinstance(answer, Excerpt):
        return None
    return PassageView(answer.words, answer.sector, answer.phase, answer.text_ref)
