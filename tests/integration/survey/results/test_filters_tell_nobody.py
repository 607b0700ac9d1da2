"""Somebody adds and takes away every filter that the pages offer, and knows how many answered in every group.

What they saw is written down as sums of unknown numbers of people, by whom and by answer. The bounds of a number that
is small are then as far apart as the rule wants them, or as there are people.
"""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path

import numpy as np
import pytest
from django.http import QueryDict
from scipy.optimize import linprog
from tests.factories.survey_results import ROWS, answered_programme

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.analysis.tables import State, Table
from thinking_together.evidence.figures import FigureInfo
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.questions import How, reference_of, splits
from thinking_together.survey.results import reading
from thinking_together.survey.results.asking import asking_of

pytestmark = pytest.mark.django_db
ITEM = "years"
WHO = (("health", ""), ("education", "primary"), ("education", "secondary"), ("police", ""))
BANDS = (("below_2", 0, 2), ("2_to_5", 2, 5), ("5_to_10", 5, 10), ("10_and_over", 10, 99))


def truth() -> np.ndarray:
    """People by whom and by answer."""
    found = np.zeros((len(WHO), len(BANDS)))
    for row in ROWS:
        who = next(
            at for at, (sector, phase) in enumerate(WHO) if row["sector"] == sector and phase in ("", row["phase"])
        )
        band = next(at for at, (_, low, high) in enumerate(BANDS) if low <= int(row["years"]) < high)
        found[who, band] += 1
    return found


def every_filter(info: FigureInfo) -> list[QueryDict]:
    """Each split, each set of its groups, in each way."""
    asked = [""]
    for split in splits(info):
        codes = [code for code, _ in split.values]
        some = chain.from_iterable(combinations(codes, n) for n in range(len(codes) + 1))
        asked += ["&".join([f"by={split.name}&how={how}", *(f"group={g}" for g in gs)]) for gs in some for how in How]
    return [QueryDict(one) for one in asked]


def members(by: str, code: str) -> list[int]:
    """The places in ``WHO`` of a group, a pool or everybody."""
    if not by:
        return list(range(len(WHO)))
    at = 0 if by == "sector" else 1
    named = {who[at] for who in WHO if who[at]}
    chosen = named - set(code[1:].split(",")) if code.startswith("-") else set(code.split("+"))
    return [place for place, who in enumerate(WHO) if who[at] in chosen]


def seen(programme: Programme) -> list[tuple[list[int], str, float]]:
    """Every number that a page shows: of whom, which answer, how many."""
    info = reading.figures(programme)[ITEM]
    told = []
    for query in every_filter(info):
        asking = asking_of(info, query)
        table = reading.answer(programme, reference_of(info, asking))
        for s in table.statistics if isinstance(table, Table) else ():
            code = s.key(asking.by) if asking.by else None
            if s.state is State.SHOWN and s.numerator is not None:
                told.append((members(asking.by if code else "", code or ""), s.key("option") or "", s.numerator))
    return told


def test_no_small_number_is_told_by_adding_and_taking_away_filters(tmp_path: Path) -> None:
    programme = answered_programme(tmp_path / "in")
    people, told = truth(), seen(programme)
    codes = [code for code, _, _ in BANDS]
    equations, values = [], []
    for who, option, number in told:
        row = np.zeros_like(people)
        row[who, codes.index(option)] = 1
        equations.append(row.ravel())
        values.append(number)
        assert people[who, codes.index(option)].sum() == number
    for who in range(len(WHO)):  # how many answered is known of every group
        row = np.zeros_like(people)
        row[who] = 1
        equations.append(row.ravel())
        values.append(people[who].sum())
    small = [(w, b) for w in range(len(WHO)) for b in range(len(BANDS)) if 0 < people[w, b] <= SURVEY.small]
    assert len(small) == 3 and len(told) > 20
    for who, band in small:
        aim = np.zeros_like(people)
        aim[who, band] = 1
        low, high = (
            sign * linprog(sign * aim.ravel(), A_eq=np.array(equations), b_eq=np.array(values)).fun for sign in (1, -1)
        )
        assert high - low >= min(SURVEY.small, people[who].sum()) - 1e-6, (WHO[who], BANDS[band], low, high)
