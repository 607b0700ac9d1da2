"""When an item is asked, as a list of plain rules that people read and make without writing code.

A condition is such a list when it is one comparison, or several joined once by *and* or *or*. Others are shown in words
and can be taken out, not changed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thinking_together.survey.form.conditions import AllIn, And, AnyIn, Condition, Count, Not, Or, parse_condition
from thinking_together.survey.form.questionnaire import Questionnaire


class How(StrEnum):
    ANY = "any"
    ALL = "all"
    NONE = "none"
    ANSWERED = "answered"


class Join(StrEnum):
    ALL = "and"
    ANY = "or"


@dataclass(frozen=True, slots=True)
class Rules:
    """``parts`` as a questionnaire's file writes them; ``plain``: each is one comparison."""

    join: Join
    parts: tuple[Mapping[str, Any], ...]
    plain: bool


def rules_of(when: Mapping[str, Any] | None) -> Rules:
    """The rules of an item's ``when``."""
    if when is None:
        return Rules(Join.ALL, (), True)
    for join in Join:
        if join in when:
            parts = tuple(when[join])
            return Rules(join, parts, all(map(_plain, parts)))
    return Rules(Join.ALL, (when,), _plain(when))


def _plain(part: Mapping[str, Any]) -> bool:
    return "item" in part or ("not" in part and "item" in part["not"])


def when_of(join: Join, parts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What an item's ``when`` says; nothing where there is no rule."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {str(join): list(parts)}


def rule(item: str, how: How, codes: Sequence[str]) -> Mapping[str, Any]:
    """One comparison."""
    if how is How.ANSWERED:
        return {"item": item, "count": {"at_least": 1}}
    if how is How.ALL and len(codes) > 1:
        return {"item": item, "all-in": list(codes)}
    among = {"item": item, "==": codes[0]} if len(codes) == 1 else {"item": item, "any-in": list(codes)}
    return {"not": among} if how is How.NONE else among


def in_words(when: Mapping[str, Any] | None, asked: Questionnaire) -> str:
    """A condition as a sentence's end: *Training received is any of A, B*. Empty without one."""
    return _words(parse_condition(when), asked) if when else ""


def _words(condition: Condition, asked: Questionnaire) -> str:
    if isinstance(condition, And | Or):
        word = " and " if isinstance(condition, And) else " or "
        return word.join(_in_brackets(part, asked) for part in condition.parts)
    if isinstance(condition, Not):
        if isinstance(condition.part, AnyIn):
            return f"{_name(condition.part.item, asked)} is not {_codes(condition.part, asked)}"
        return f"it is not so that {_words(condition.part, asked)}"
    name = _name(condition.item, asked)
    if isinstance(condition, Count):
        return f"{name} {_count(condition)}"
    word = "has all of" if isinstance(condition, AllIn) else "is"
    return f"{name} {word} {_codes(condition, asked)}"


def _in_brackets(condition: Condition, asked: Questionnaire) -> str:
    words = _words(condition, asked)
    return f"({words})" if isinstance(condition, And | Or) else words


def _count(count: Count) -> str:
    if count.at_most is None:
        return "is answered" if count.at_least == 1 else f"has at least {count.at_least} answers"
    if count.at_most == 0:
        return "is not answered"
    return f"has {count.at_least} to {count.at_most} answers"


def _name(code: str, asked: Questionnaire) -> str:
    known = {variable.code: variable for variable in asked.variables}
    return f"“{known[code].title}”" if code in known else f"“{code}” (not here any more)"


def _codes(leaf: AnyIn | AllIn, asked: Questionnaire) -> str:
    labels = {
        choice.code: choice.label
        for variable in asked.variables
        if variable.code == leaf.item
        for choice in variable.choices
    }
    said = [f"“{labels.get(code, code)}”" for code in leaf.codes]
    word = " and " if isinstance(leaf, AllIn) else " or "
    return word.join(said)
