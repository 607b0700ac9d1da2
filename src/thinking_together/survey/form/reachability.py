"""Whether anybody of a sector and staff group can ever be asked an item.

Every combination of answers that an item's condition (and the conditions of the items it looks at) can tell apart
is tried. Where there are more than ``MOST`` combinations the item counts as reachable: a missed warning is better
than a linter that never ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from thinking_together.survey.form.conditions import AllIn, AnyIn, Count, compile_condition, leaves, refers_to
from thinking_together.survey.form.paths import Belonging
from thinking_together.survey.form.questionnaire import Item, Questionnaire, Variable

MOST = 50_000
_FEW = 6
Given = tuple[str, ...]


def reachable_items(questionnaire: Questionnaire, belonging: Belonging) -> frozenset[str]:
    """Codes of the items that somebody who belongs there can be asked."""
    search = _Search(questionnaire, belonging)
    return frozenset(item.code for item in questionnaire.items if search.reachable(item))


class _Search:
    def __init__(self, questionnaire: Questionnaire, belonging: Belonging) -> None:
        self.variables = {variable.code: variable for variable in questionnaire.variables}
        self.order = {item.code: place for place, item in enumerate(questionnaire.items)}
        self.belonging = belonging
        sector = questionnaire.sector_item
        self.said: dict[str, Given] = {item.code: () for item in questionnaire.group_items}
        if sector:
            self.said[sector.code] = (belonging.sector,) if belonging.sector else ()
        if belonging.group_item:
            self.said[belonging.group_item] = (belonging.group,)

    def reachable(self, item: Item) -> bool:
        if not self._in_audience(item):
            return False
        if item.when is None:
            return True
        looked_at = self._closure(item)
        if any(code not in self.variables for code in looked_at):
            return True
        domains = [self._domain(code, item, looked_at) for code in looked_at]
        size = 1
        for domain in domains:
            size *= len(domain)
        if size > MOST:
            return True
        return any(self._asked(item, dict(zip(looked_at, row, strict=True))) for row in product(*domains))

    def _in_audience(self, item: Item) -> bool:
        return not item.audience or not self.belonging.codes.isdisjoint(item.audience)

    def _closure(self, item: Item) -> tuple[str, ...]:
        """Variables that the condition looks at, and those that decide whether these are asked, in order."""
        found: set[str] = set()
        waiting = list(refers_to(item.when))
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                if code in self.variables:
                    waiting.extend(refers_to(self.variables[code].item.when))
        return tuple(sorted(found, key=lambda code: (self._place(code), code)))

    def _place(self, code: str) -> int:
        return self.order[self.variables[code].item.code] if code in self.variables else -1

    def _domain(self, code: str, target: Item, looked_at: tuple[str, ...]) -> list[Given]:
        variable = self.variables[code]
        if code in self.said:
            return [self.said[code]]
        if not variable.choices or not self._in_audience(variable.item):
            return [(), ("given",)] if self._in_audience(variable.item) else [()]
        conditions = [target.when, *(self.variables[other].item.when for other in looked_at)]
        named = {
            name
            for condition in conditions
            for leaf in leaves(condition)
            if leaf.item == code and isinstance(leaf, AnyIn | AllIn)
            for name in leaf.codes
        }
        counted = any(isinstance(leaf, Count) and leaf.item == code for c in conditions for leaf in leaves(c))
        return list(dict.fromkeys(_values(variable, named, counted)))

    def _asked(self, target: Item, answers: dict[str, Given]) -> bool:
        counted: dict[str, Given] = {}
        for code, given in answers.items():
            item = self.variables[code].item
            if given and not (self._in_audience(item) and compile_condition(item.when)(counted)):
                return False
            if given:
                counted[code] = given
        return compile_condition(target.when)(counted)


def _values(variable: Variable, named: set[str], counted: bool) -> Iterator[Given]:
    """Answers that a condition can tell apart: what it names, something else, and nothing."""
    codes = [choice.code for choice in variable.choices]
    known = [code for code in codes if code in named]
    others = [code for code in codes if code not in named]
    yield ()
    if not variable.multiple:
        yield from ((code,) for code in known + others[:1])
        return
    fill = range(len(others) + 1) if counted else range(min(len(others), 1) + 1)
    sizes = range(len(known) + 1) if len(known) <= _FEW else (0, 1, len(known))
    for size in sizes:
        for some in combinations(known, size):
            yield from (some + tuple(others[:extra]) for extra in fill)
