"""An audience as a condition, which is how an XLSForm says who is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thinking_together.survey.form.conditions import AnyIn, Condition, Or
from thinking_together.survey.form.questionnaire import Questionnaire, Role


def belonging_choices(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """The items in which people say where they belong, in their order, with the codes they offer."""
    return {
        item.code: tuple(choice.code for choice in item.choices)
        for item in questionnaire.items
        if item.role in (Role.SECTOR, Role.STAFF_GROUP)
    }


def audience_condition(audience: Iterable[str], offered: Mapping[str, tuple[str, ...]]) -> Condition | None:
    """That somebody belongs to one of these sectors and staff groups; nothing where none of them is offered."""
    wanted = set(audience)
    parts = [
        AnyIn(item, found)
        for item, codes in offered.items()
        if (found := tuple(code for code in codes if code in wanted))
    ]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Or(tuple(parts))
