"""The ways through a questionnaire: by sector, and by staff group where a sector has any."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.scales import brief


@dataclass(frozen=True, slots=True)
class Belonging:
    """Whose path it is. Both are empty where the questionnaire has no sectors, ``group`` where the sector has none.

    ``group_item`` is the item that asks for the group.
    """

    sector: str = ""
    group: str = ""
    group_item: str = ""

    @property
    def name(self) -> str:
        """``education/secondary``, ``police``; ``everyone`` without sectors."""
        return "/".join(filter(None, (self.sector, self.group))) or "everyone"

    @property
    def codes(self) -> frozenset[str]:
        """What an audience is compared with."""
        return frozenset(filter(None, (self.sector, self.group)))


def belongings(questionnaire: Questionnaire) -> tuple[Belonging, ...]:
    """Every sector, each of its staff groups apart, in the order in which they are offered."""
    found: list[Belonging] = []
    for sector in questionnaire.sectors or ("",):
        groups = [
            Belonging(sector, choice.code, item.code)
            for item in questionnaire.group_items
            if not item.audience or sector in item.audience
            for choice in item.choices
        ]
        found += groups or [Belonging(sector)]
    return tuple(found)


def labels(questionnaire: Questionnaire, belonging: Belonging) -> str:
    """The path in the words of its choices, for people; examples are left out."""
    sector = questionnaire.sector_item
    words = [choice.label for choice in (sector.choices if sector else ()) if choice.code == belonging.sector]
    for item in questionnaire.group_items:
        if item.code == belonging.group_item:
            words += [choice.label for choice in item.choices if choice.code == belonging.group]
    return ": ".join(brief(word) for word in words) or "Everyone"
