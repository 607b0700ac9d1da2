"""Figures made from the questionnaire itself: one for every item, its named resources, and items side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property, partial

import numpy as np

from thinking_together.analysis.disclosure import ANSWERING
from thinking_together.analysis.distribution import NEUTRAL_THRESHOLD
from thinking_together.analysis.intervals import wilson
from thinking_together.analysis.tables import Dimension, Kind, RawCell, RawTable, Source, State
from thinking_together.evidence.figures import FigureDimension, FigureInfo, Mode, Reason, Selection, Unresolved
from thinking_together.survey.figures.asking import dimension_of, groups_asked, options_asked, splits_used
from thinking_together.survey.figures.canonical import Options, mention_options, options_of
from thinking_together.survey.figures.counting import Split, nobody_split
from thinking_together.survey.figures.following import after_of
from thinking_together.survey.figures.grouping import Grouping, group_by
from thinking_together.survey.figures.pairs import pair_table
from thinking_together.survey.figures.splits import splits_of
from thinking_together.survey.figures.tabulate import (
    Follows,
    Groups,
    Heading,
    Line,
    Measured,
    answered_table,
    item_table,
    lines_table,
)
from thinking_together.survey.form.questionnaire import ItemKind, Variable
from thinking_together.survey.held.queries import SurveyData
from thinking_together.survey.held.snapshot import Codes

Offer = tuple[FigureInfo, Callable[[Selection], RawTable | Unresolved]]
_UNANSWERED = "The others were asked and gave no answer, or had stopped before; who was not asked it is not counted."
_ONE_SPLIT = "ask by one kind of group at a time; together they would show too few people"


class ItemFigures:
    """Everything about single items, for one programme's answers."""

    def __init__(self, data: SurveyData, sectors: Mapping[str, str], source: Source) -> None:
        self.data = data
        self.sectors = sectors
        self.source = source
        self.earlier = _earlier(data, sectors, source)
        self._measured = cache(self._measured_anew)  # these end with the reader
        self._named = cache(self._named_anew)

    def offers(self) -> Iterator[Offer]:
        """Each figure with the function that answers questions to it."""
        for variable in self.data.questionnaire.variables:
            yield self._item(variable)
            if variable.item.mentions:
                yield self._mentions(variable)
        yield from self._batteries()
        yield self._answered_items()
        if self._neutral:
            yield self._neutral_items()

    @cached_property
    def splits(self) -> dict[str, Split]:
        """The sectors, and the other items that may part people into groups."""
        return splits_of(self.data.questionnaire, self.data.snapshot, self.sectors)

    @cached_property
    def grouping(self) -> Grouping:
        """All groups that anybody may ask for."""
        return group_by(tuple(self.splits.values()) or (nobody_split(self.data.snapshot),))

    def _measured_anew(self, code: str) -> Measured:
        variable = self.data.questionnaire.variable(code)
        earlier = None if self.earlier is None else self.earlier._measured(code)
        codes = self.data.snapshot.codes(code)
        return Measured(
            codes, options_of(variable), self.grouping, earlier, after=self._after(variable, codes, earlier)
        )

    def _named_anew(self, code: str) -> Measured:
        """The same of the resources that an item's answers name."""
        variable = self.data.questionnaire.variable(code)
        item = variable.item
        earlier = None if self.earlier is None else self.earlier._named(code)
        options = mention_options(item.mentions, item.sensitive)
        codes = self.data.snapshot.mentions(code)
        after = self._after(variable, codes, earlier)
        return Measured(codes, options, self.grouping, earlier, after=after)

    def _after(self, variable: Variable, codes: Codes, earlier: Measured | None) -> tuple[Follows, ...]:
        return after_of(variable, self.data.questionnaire, self._measured, codes, earlier)

    def _dimensions(self) -> tuple[FigureDimension, ...]:
        return tuple(dimension_of(split) for split in self.splits.values())

    def _groups(self, selection: Selection) -> Groups | Unresolved:
        used = splits_used(selection, tuple(self.splits))
        if len(used) > 1:
            return Unresolved(Reason.SUPPRESSED, _ONE_SPLIT)
        name = used[0] if used else next(iter(self.splits), None)
        if name is None:
            return Groups(nobody_split(self.data.snapshot))
        return groups_asked(selection.choice(name), self.splits[name])

    def _item(self, variable: Variable) -> Offer:
        if variable.text:
            info = self._info(variable.code, f"Answered: {variable.title}", self._dimensions())
            info = replace(info, policy=ANSWERING.name)
            return info, partial(self._answer_text, variable)
        options = options_of(variable)
        values = options.pairs()
        dimensions = [FigureDimension("option", "Answer", values, required=True)]
        if variable.multiple:
            dimensions.append(FigureDimension("with", "What they also chose", values))
        info = self._info(variable.code, variable.title, (*dimensions, *self._dimensions()), "option")
        return info, partial(self._answer_item, variable, options)

    def _answer_text(self, variable: Variable, selection: Selection) -> RawTable | Unresolved:
        groups = self._groups(selection)
        if isinstance(groups, Unresolved):
            return groups
        codes, hidden = self.data.snapshot.codes(variable.code), self._measured(variable.code).hidden(groups)
        return answered_table(codes, self.grouping, groups, self._heading(selection), hidden)

    def _answer_item(self, variable: Variable, options: Options, selection: Selection) -> RawTable | Unresolved:
        groups = self._groups(selection)
        if isinstance(groups, Unresolved):
            return groups
        measured = self._measured(variable.code)
        asked = options_asked(selection.choice("option"), options)
        heading = self._heading(selection)
        if not variable.multiple or not selection.choice("with").values:
            return item_table(measured, groups, asked.codes, asked.each, heading)
        partners = options_asked(selection.choice("with"), options)
        return pair_table(
            measured, groups, asked.codes, partners.codes, (asked.each, partners.each), self._together(heading)
        )

    def _together(self, heading: Heading) -> Heading:
        return replace(heading, title=f"{heading.title}: chosen together")

    def _mentions(self, variable: Variable) -> Offer:
        options = mention_options(variable.item.mentions, variable.item.sensitive)
        dimension = FigureDimension("resource", "Named", options.pairs(), required=True)
        title = f"Named in answers: {variable.title}"
        info = self._info(f"mentions.{variable.code}", title, (dimension, *self._dimensions()), "resource")
        return info, partial(self._answer_mentions, variable, options)

    def _answer_mentions(self, variable: Variable, options: Options, selection: Selection) -> RawTable | Unresolved:
        groups = self._groups(selection)
        if isinstance(groups, Unresolved):
            return groups
        measured = self._named(variable.code)
        asked = options_asked(selection.choice("resource"), options)
        notes = ("Found by a list of names and their spellings; a person counts once for each.",)
        heading = replace(self._heading(selection), notes=notes)
        return item_table(measured, groups, asked.codes, asked.each, heading, "resource")

    def _batteries(self) -> Iterator[Offer]:
        for item in self.data.questionnaire.items:
            if item.kind is ItemKind.BATTERY:
                rows = {v.code.split(".")[1]: v for v in self.data.questionnaire.variables if v.item is item}
                dimensions = (
                    FigureDimension("row", "Item", tuple((code, v.label) for code, v in rows.items()), required=True),
                    FigureDimension("option", "Answer", options_of(next(iter(rows.values()))).pairs(), required=True),
                    *self._dimensions(),
                )
                info = self._info(item.code, item.title or item.text, dimensions, "row")
                yield info, partial(self._answer_rows, rows)

    def _answer_rows(self, rows: Mapping[str, Variable], selection: Selection) -> RawTable | Unresolved:
        groups = self._groups(selection)
        if isinstance(groups, Unresolved):
            return groups
        option = selection.value("option")
        if option is None:
            return Unresolved(Reason.UNKNOWN, "ask for one answer; the rows themselves have figures by answer")
        asked = selection.choice("row")
        lines = [self._line(code, rows[code], option) for code in asked.values]
        heading = self._heading(selection)
        table = lines_table("row", lines, selection.value("row") is None, groups, heading)
        return replace(table, cells=tuple(_with_key(cell, "option", option) for cell in table.cells))

    def _line(self, code: str, variable: Variable, option: str) -> Line:
        return Line(code, variable.label, self._measured(variable.code), option)

    def _answered_items(self) -> Offer:
        items = tuple((variable.code, variable.title) for variable in self.data.questionnaire.variables)
        dimensions = (FigureDimension("item", "Item", items, required=True), *self._dimensions())
        info = self._info("answered_items", "Answered, of those who were asked", dimensions, "item")
        return replace(info, policy=ANSWERING.name), self._answer_answered

    def _answer_answered(self, selection: Selection) -> RawTable | Unresolved:
        groups = self._groups(selection)
        if isinstance(groups, Unresolved):
            return groups
        asked = selection.choice("item")
        cells: list[RawCell] = []
        for code in asked.values:
            codes = np.minimum(self.data.snapshot.codes(code), 0)  # whatever was answered
            hidden = self._measured(code).hidden(groups)
            table = answered_table(codes, self.grouping, groups, self._heading(selection), hidden)
            cells += (_with_key(cell, "item", code) for cell in table.cells)
        labels = dict(selection.info.dimensions[0].values)
        items = Dimension("item", "Item", tuple((code, labels[code]) for code in asked.values))
        each = (items,) if asked.mode is Mode.EACH else ()
        return replace(
            table, dimensions=(*each, *groups.dimensions()), cells=tuple(cells), notes=(_UNANSWERED,), full_count=True
        )

    @cached_property
    def _neutral(self) -> dict[str, tuple[Variable, str]]:
        """Items on a scale with a middle, and the code of that middle."""
        found = {}
        for variable in self.data.questionnaire.variables:
            scale = variable.item.scale
            if scale is not None and scale.neutral():
                found[variable.code] = (variable, scale.neutral()[0])
        return found

    def _neutral_items(self) -> Offer:
        constructs = dict.fromkeys(v.item.construct for v, _ in self._neutral.values() if v.item.construct)
        dimensions = (
            FigureDimension(
                "item", "Item", tuple((code, v.label) for code, (v, _) in self._neutral.items()), required=True
            ),
            FigureDimension("construct", "Construct", tuple((c, c.replace("_", " ")) for c in constructs)),
            *self._dimensions(),
        )
        info = self._info("neutral_items", "Neutral answers", dimensions, "item")
        return info, self._answer_neutral

    def _answer_neutral(self, selection: Selection) -> RawTable | Unresolved:
        groups = self._groups(selection)
        if isinstance(groups, Unresolved):
            return groups
        constructs = selection.choice("construct").values
        codes = [
            code
            for code in selection.choice("item").values
            if not constructs or self._neutral[code][0].item.construct in constructs
        ]
        if not codes:
            return Unresolved(Reason.UNKNOWN, "none of these items belongs to that construct")
        lines = [self._line(code, *self._neutral[code]) for code in codes]
        notes = (f"Flagged where the lower limit is above {NEUTRAL_THRESHOLD:.0%}: many people are unsure.",)
        heading = replace(self._heading(selection), notes=notes)
        table = lines_table("item", lines, selection.value("item") is None, groups, heading)
        construct = selection.value("construct")
        cells = tuple(_flagged(cell) for cell in table.cells)
        if construct:
            cells = tuple(_with_key(cell, "construct", construct) for cell in cells)
        return replace(table, cells=cells)

    def _info(self, name: str, title: str, dimensions: tuple[FigureDimension, ...], rank: str = "") -> FigureInfo:
        return FigureInfo(
            "survey", name, title, Kind.PROPORTION, "respondents", dimensions, "survey", self.source, rank
        )

    def _heading(self, selection: Selection) -> Heading:
        return Heading(selection.info.title, self.source)


def _earlier(data: SurveyData, sectors: Mapping[str, str], source: Source) -> ItemFigures | None:
    """The figures of the last release before that counted other answers."""
    before = data.earlier
    while before is not None and before.snapshot.responses == data.snapshot.responses:
        before = before.earlier
    return None if before is None else ItemFigures(before, sectors, source)


def _with_key(cell: RawCell, name: str, value: str) -> RawCell:
    return cell._replace(keys=tuple(sorted((*cell.keys, (name, value)))))


def _flagged(cell: RawCell) -> RawCell:
    """A note where many are neutral; only beside a figure that is shown, since the note tells about it."""
    if cell.state is not State.SHOWN or not cell.denominator or cell.numerator is None:
        return cell
    lower = float(np.asarray(wilson(cell.numerator, cell.denominator)[1]))
    return cell._replace(note="Many neutral answers.") if lower > NEUTRAL_THRESHOLD else cell
