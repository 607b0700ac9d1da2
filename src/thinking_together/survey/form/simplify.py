"""One form for each condition, whichever way it was written, so that two can be compared.

Nested ``and`` and ``or`` become one level; alternatives of one item become one ``AnyIn``, requirements of one item one
``AllIn``; counts of one item are taken together. What holds stays the same for every set of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from thinking_together.survey.form.conditions import AllIn, And, AnyIn, Condition, Count, Not, Or
from thinking_together.survey.form.questionnaire import Questionnaire

Several = Callable[[str], bool]


def simplified(condition: Condition, several: Several) -> Condition:
    """The one form; ``several(item)`` says whether an item takes more than one answer."""
    if isinstance(condition, And):
        return _joined(And, _met(_flat(And, condition.parts, several)))
    if isinstance(condition, Or):
        return _joined(Or, _any(_flat(Or, condition.parts, several)))
    if isinstance(condition, Not):
        return Not(simplified(condition.part, several))
    if isinstance(condition, Count):
        return condition if several(condition.item) else _of_one(condition)
    codes = tuple(dict.fromkeys(condition.codes))
    return (
        AllIn(condition.item, codes)
        if isinstance(condition, AllIn) and len(codes) > 1
        else AnyIn(condition.item, codes)
    )


def with_simple_conditions(questionnaire: Questionnaire) -> Questionnaire:
    """The same questionnaire, each condition in its one form."""
    kinds = {variable.code: variable.multiple for variable in questionnaire.variables}
    items = tuple(
        replace(item, when=simplified(item.when, lambda code: kinds.get(code, False))) if item.when else item
        for item in questionnaire.items
    )
    return replace(questionnaire, items=items)


def _of_one(count: Count) -> Count:
    """Of at most one answer it can only be asked whether it is there."""
    upper = count.at_most if count.at_most is not None and count.at_most < 1 else None
    return Count(count.item, count.at_least, upper)


def _flat(kind: type[And] | type[Or], parts: Iterable[Condition], several: Several) -> list[Condition]:
    flat: list[Condition] = []
    for part in parts:
        simple = simplified(part, several)
        flat += simple.parts if isinstance(simple, kind) else (simple,)
    return flat


def _joined(kind: type[And] | type[Or], parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _any(parts: list[Condition]) -> list[Condition]:
    """Alternatives of one item stand where the first of them stood."""
    codes: dict[str, dict[str, None]] = {}
    out: list[Condition] = []
    for part in parts:
        if not isinstance(part, AnyIn):
            out.append(part)
            continue
        if part.item not in codes:
            out.append(part)
        codes.setdefault(part.item, {}).update(dict.fromkeys(part.codes))
    return [AnyIn(p.item, tuple(codes[p.item])) if isinstance(p, AnyIn) else p for p in out]


def _met(parts: list[Condition]) -> list[Condition]:
    """What one item must hold stands where the first of it stood, and so do its counts."""
    codes: dict[str, dict[str, None]] = {}
    counts: dict[str, Count] = {}
    out: list[Condition] = []
    for part in parts:
        if isinstance(part, Count):
            if part.item not in counts:
                out.append(part)
            counts[part.item] = _both(counts.get(part.item, part), part)
        elif isinstance(part, AllIn) or (isinstance(part, AnyIn) and len(part.codes) == 1):
            if part.item not in codes:
                out.append(AllIn(part.item, part.codes))
            codes.setdefault(part.item, {}).update(dict.fromkeys(part.codes))
        else:
            out.append(part)
    return [_final(part, codes, counts) for part in out]


def _both(one: Count, other: Count) -> Count:
    upper = [most for most in (one.at_most, other.at_most) if most is not None]
    return Count(one.item, max(one.at_least, other.at_least), min(upper, default=None))


def _final(part: Condition, codes: dict[str, dict[str, None]], counts: dict[str, Count]) -> Condition:
    if isinstance(part, Count):
        return counts[part.item]
    if isinstance(part, AllIn):
        found = tuple(codes[part.item])
        return AllIn(part.item, found) if len(found) > 1 else AnyIn(part.item, found)
    return part
