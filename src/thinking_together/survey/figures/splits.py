"""The ways in which a survey's people are parted into groups: the sectors, and what other items say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from thinking_together.survey.figures.asking import SECTOR
from thinking_together.survey.figures.counting import Split, split_by
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.held.snapshot import Snapshot


def splits_of(questionnaire: Questionnaire, snapshot: Snapshot, sectors: Mapping[str, str]) -> dict[str, Split]:
    """The sectors, by the names in ``sectors``, and the other items that may part people into groups."""
    found: dict[str, Split] = {}
    for item in questionnaire.items:
        if item is questionnaire.sector_item:
            split = split_by(snapshot, item.code, SECTOR)
            named = tuple((code, sectors.get(code, label)) for code, label in split.values)
            found[SECTOR] = replace(split, label="Sector", values=named)
        elif item.split:
            found[item.code] = split_by(snapshot, item.code)
    return found
