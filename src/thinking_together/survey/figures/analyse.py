"""Every item of a questionnaire in tables that may be shown, from a file of answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from thinking_together.analysis.tables import Source, Table
from thinking_together.evidence import gate
from thinking_together.survey.figures.canonical import options_of
from thinking_together.survey.figures.counting import Split, nobody_split, split_by
from thinking_together.survey.figures.following import after_of
from thinking_together.survey.figures.grouping import Grouping, group_by
from thinking_together.survey.figures.tabulate import Groups, Heading, Measured, answered_table, item_table
from thinking_together.survey.form.questionnaire import Questionnaire, Variable
from thinking_together.survey.held.answer_table import AnswerTable
from thinking_together.survey.held.responses import read_answers
from thinking_together.survey.held.snapshot import Snapshot, build_snapshot


@dataclass(frozen=True)
class ItemTables:
    """One variable: its table in all, and by the split (the split's own variable has none)."""

    variable: Variable
    overall: Table
    by: Table | None


@dataclass(frozen=True)
class Analysis:
    """Every variable's tables. ``left_out`` counts numbers outside their item's limits, by variable."""

    questionnaire: Questionnaire
    responses: int
    split: Split
    policy: str
    items: tuple[ItemTables, ...]
    left_out: tuple[tuple[str, int], ...]


class NoSuchSplit(ValueError):
    """The item asked for cannot part people into groups; the message says which can."""


def analyse(questionnaire: Questionnaire, table: AnswerTable, by: str, policy: str) -> Analysis:
    """Every item by one item's answers, through the gate."""
    split_variable(questionnaire, by)
    answers = read_answers(questionnaire, table)
    snapshot = build_snapshot(questionnaire, answers.values, answers.states)
    split = split_by(snapshot, by)
    items = every_item(snapshot, split, by, Source(table.file), policy)
    return Analysis(questionnaire, snapshot.responses, split, policy, items, answers.left_out)


def every_item(snapshot: Snapshot, split: Split, by: str, source: Source, policy: str) -> tuple[ItemTables, ...]:
    """Every item's tables by a split, made of the answers to the variable ``by``."""
    return tuple(_items(snapshot, split, by, Heading("", source, policy)))


def split_variable(questionnaire: Questionnaire, by: str) -> Variable:
    """The variable that parts people into groups; ``NoSuchSplit`` where it cannot."""
    possible = [v for v in questionnaire.variables if v.choices and not v.multiple]
    for variable in possible:
        if variable.code == by:
            return variable
    codes = ", ".join(variable.code for variable in possible) or "none"
    raise NoSuchSplit(f"'{by}' is not an item with one answer a person. Use one of: {codes}.")


def _items(snapshot: Snapshot, split: Split, by: str, heading: Heading) -> Iterator[ItemTables]:
    everyone = Groups(nobody_split(snapshot))
    groups = Groups(split, tuple(code for code, _ in split.values), each=True)
    for variable in snapshot.questionnaire.variables:
        own = variable.code == by
        yield ItemTables(
            variable,
            _table(snapshot, variable, everyone if own else Groups(split), heading),
            None if own else _table(snapshot, variable, groups, heading),
        )


def _table(snapshot: Snapshot, variable: Variable, groups: Groups, heading: Heading) -> Table:
    codes = snapshot.codes(variable.code)
    titled = Heading(variable.title, heading.source, heading.policy)
    grouping = group_by([groups.split])
    measured = _measured(snapshot, grouping, variable.code)
    if variable.text:
        return gate.release(answered_table(codes, grouping, groups, titled, measured.hidden(groups)))
    wanted = tuple(option.code for option in measured.options.values)
    return gate.release(item_table(measured, groups, wanted, True, titled))


def _measured(snapshot: Snapshot, grouping: Grouping, code: str) -> Measured:
    variable = snapshot.questionnaire.variable(code)
    codes = snapshot.codes(code)
    after = after_of(variable, snapshot.questionnaire, partial(_measured, snapshot, grouping), codes)
    return Measured(codes, options_of(variable), grouping, after=after)
