"""Agreement of coders as figures of the phase whose texts they coded, where the declared approach asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from thinking_together.analysis.agreement import Agreement
from thinking_together.analysis.agreement_of_codes import decisions_agreed, pooled_kappa, share_of_decisions
from thinking_together.analysis.bootstrap import Interval
from thinking_together.analysis.tables import Kind, RawCell, RawTable, Source, State
from thinking_together.evidence.asked import Asked, cells_asked, raw_table
from thinking_together.evidence.figures import FigureDimension, FigureInfo, Selection
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.canonical import SURVEY
from thinking_together.synthesis.catalogue import PHASES
from thinking_together.synthesis.double_coding import DoubleCoding, agreement_unit, load_double_coding
from thinking_together.synthesis.vocabulary import AgreementUnit

SHARE, KAPPA = "coding_agreement", "coding_kappa"
INTERVAL = "95% bootstrap interval (bias-corrected and accelerated) over {units}s"
METHODS = {
    SHARE: "Share of decisions, to give a code to a {unit} or not, in which two coders agree; " + INTERVAL,
    KAPPA: "Kappa of two coders, pooled over codes: 1 is perfect, 0 what chance gives; " + INTERVAL,
}
TITLES = {SHARE: "Agreement of two coders", KAPPA: "Agreement of two coders beyond chance (kappa)"}


def opener(phase: str) -> Callable[[Programme], CoderAgreement]:
    """The opener to register for a phase."""
    return lambda programme: CoderAgreement(programme, phase)


class CoderAgreement:
    """None where the approach declares no unit of agreement, or where nobody coded what another had coded.

    In the survey codes are not told apart: how two people coded a handful of answers says what is in them.
    """

    def __init__(self, programme: Programme, phase: str) -> None:
        self.programme = programme
        self.phase = phase

    @cached_property
    def coding(self) -> DoubleCoding | None:
        unit = agreement_unit(self.programme)
        found = load_double_coding(self.programme, self.phase, unit) if unit else None
        return found if found and found.units and found.codes else None

    @cached_property
    def _entries(self) -> list[FigureInfo]:
        if self.coding is None:
            return []
        names = (SHARE, KAPPA) if self.coding.coders == 2 else (SHARE,)
        return [self._info(name, self.coding) for name in names]

    def _info(self, name: str, coding: DoubleCoding) -> FigureInfo:
        words = PHASES[self.phase]
        ran = self.programme.phases.filter(code=self.phase).first()
        by_code = (FigureDimension("code", "Code", coding.codes),) if words.policy != SURVEY else ()
        unit = str(AgreementUnit(coding.unit).label)
        return FigureInfo(
            self.phase,
            name,
            f"{TITLES[name]}: {words.source[:1].lower()}{words.source[1:]}",
            Kind.PROPORTION if name == SHARE else Kind.MEAN,
            "decisions",
            by_code,
            words.policy,
            Source(words.source, f"{ran.ends:%B %Y}" if ran else "", invented=self.programme.invented),
            "code" if by_code else "",
            METHODS[name].format(unit=unit, units=unit),
        )

    def figures(self) -> Sequence[FigureInfo]:
        return self._entries

    def raw(self, selection: Selection) -> RawTable:
        """Shares and coefficients with their own intervals: the units compared are a sample of what was coded."""
        if self.coding is None:
            raise LookupError("there is nothing that was coded twice, so no figure is offered")
        coding = self.coding
        cells = [self._cell(selection.info.name, coding, asked) for asked in cells_asked(selection)]
        unit = AgreementUnit(coding.unit).label
        note = f"Compared: {len(coding.units)} {unit}s; before the coders settled where they differed."
        table = raw_table(selection, cells, (note,))
        return replace(table, method=selection.info.method, full_count=False)

    def _cell(self, name: str, coding: DoubleCoding, asked: Asked) -> RawCell:
        wanted = dict(asked.wanted).get("code", tuple(code for code, _ in coding.codes))
        found = (share_of_decisions if name == SHARE else pooled_kappa)(coding.units, wanted)
        if found.value is None:
            return RawCell(asked.keys, None, state=State.NO_DATA, note=found.reason.value)
        return RawCell(asked.keys, *decisions_agreed(coding.units, wanted), published=_figures(found))


def _figures(found: Agreement) -> tuple[float | None, float | None, float | None]:
    limits = found.interval
    return (found.value, limits.lower, limits.upper) if isinstance(limits, Interval) else (found.value, None, None)
