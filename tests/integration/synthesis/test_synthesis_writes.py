"""The domain functions refuse what would not hold, and then store nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.prose import BadProse
from thinking_together.programmes.models import Programme
from thinking_together.synthesis import models
from thinking_together.synthesis.domain.codebook import BadCode, add_codebook, declare_approach
from thinking_together.synthesis.domain.coding import OutsideText, add_codings
from thinking_together.synthesis.domain.findings import (
    add_confidence,
    add_findings,
    add_negative_cases,
    add_triangulation,
)
from thinking_together.synthesis.domain.names import UnknownName
from thinking_together.synthesis.domain.recommendations import add_recommendations
from thinking_together.synthesis.domain.themes import add_framework, add_themes
from thinking_together.synthesis.rows import (
    ApproachRow,
    CodeEntry,
    CodingRow,
    ConfidenceRow,
    FindingEntry,
    FrameworkRow,
    NegativeCaseRow,
    RecommendationRow,
    ThemeRow,
    TriangulationRow,
)

pytestmark = pytest.mark.django_db

TEXT = "reflection/s1/q1/0"
REFUSED: list[tuple[Callable[..., Any], str, Any, type[Exception]]] = [
    (declare_approach, "approach", ApproachRow("reflexive", "answer"), ValueError),
    (declare_approach, "approach", ApproachRow("codebook"), ValueError),
    (add_codebook, "codes", [CodeEntry("n1", "One"), CodeEntry("n2", "Two", parent="n3")], UnknownName),
    (add_codebook, "codes", [CodeEntry("n1", "One", parent="n2"), CodeEntry("n2", "Two", parent="n1")], UnknownName),
    (add_codebook, "codes", [CodeEntry("n1", "One"), CodeEntry("n1", "Two")], BadCode),
    (add_codebook, "codes", [CodeEntry("n1", "One\x01")], BadCode),
    (add_codebook, "codes", [CodeEntry("n1", " ")], BadCode),
    (
        add_codings,
        "codings",
        [CodingRow(TEXT, "parents", 0, 5, "ka"), CodingRow(TEXT, "parents", 0, 99, "ka")],
        OutsideText,
    ),
    (add_codings, "codings", [CodingRow(TEXT, "parents", 5, 5, "ka")], OutsideText),
    (add_codings, "codings", [CodingRow(TEXT, "nobody", 0, 5, "ka")], UnknownName),
    (add_codings, "codings", [CodingRow("nothing", "parents", 0, 5, "ka")], UnknownName),
    (add_themes, "themes", [ThemeRow("t", "T", "", ("nobody",))], UnknownName),
    (add_themes, "themes", [ThemeRow("t", "T", "{{ x")], BadProse),
    (add_framework, "cells", [FrameworkRow("nobody", "sector", "health", "Words.")], UnknownName),
    (add_framework, "cells", [FrameworkRow("staff", "sector", "nobody", "Words.")], UnknownName),
    (add_framework, "cells", [FrameworkRow("staff", "sector", "health", "Words.", ("nothing",))], UnknownName),
    (add_findings, "findings", [FindingEntry("g1", "T", "Words."), FindingEntry("g2", "T", "{{ x")], BadProse),
    (add_findings, "findings", [FindingEntry("g1", "T", "Words.", theme="nobody")], UnknownName),
    (add_triangulation, "rows", [TriangulationRow("f02", "survey", "silence")], ValueError),
    (add_triangulation, "rows", [TriangulationRow("f09", "survey", "agreement")], UnknownName),
    (add_confidence, "rows", [ConfidenceRow("f09", "limits", "low")], UnknownName),
    (add_negative_cases, "rows", [NegativeCaseRow("f09")], UnknownName),
    (add_recommendations, "rows", [RecommendationRow("r9", "training", "{{ x")], BadProse),
    (add_recommendations, "rows", [RecommendationRow("r9", "training", "Words.", "nobody")], UnknownName),
    (add_recommendations, "rows", [RecommendationRow("r9", "training", "Words.", None, None, ("f09",))], UnknownName),
]
STORED = (
    models.Code,
    models.Coding,
    models.Theme,
    models.FrameworkSummary,
    models.Finding,
    models.Triangulation,
    models.Confidence,
    models.NegativeCase,
    models.Recommendation,
)


@pytest.mark.parametrize(("write", "name", "value", "error"), REFUSED, ids=lambda v: getattr(v, "__name__", ""))
def test_a_write_that_is_refused_stores_nothing(
    saved: Programme, write: Callable[..., Any], name: str, value: Any, error: type[Exception]
) -> None:
    before = [model.objects.count() for model in STORED]
    approach = models.Approach.objects.get(programme=saved).kind
    with pytest.raises(error):
        write(programme=saved, by=SYSTEM, **{name: value})
    assert [model.objects.count() for model in STORED] == before
    assert models.Approach.objects.get(programme=saved).kind == approach


def test_a_code_without_guid_gets_the_one_it_always_gets(programme: Programme) -> None:
    made = add_codebook(programme=programme, codes=[CodeEntry("help", "Help")], by=SYSTEM)
    again = add_codebook(programme=make_other(), codes=[CodeEntry("help", "Help")], by=SYSTEM)
    assert str(made["help"].guid) == "25596d7b-67a8-5c12-8dab-fcfbf1c42b76"
    assert made["help"].guid != again["help"].guid


def make_other() -> Programme:
    return Programme.objects.create(slug="other", title="Other", place="O", area_code="X1", as_of="2023-01-01")


def test_codes_are_stored_parents_first_whatever_order_they_come_in(programme: Programme) -> None:
    codes = [CodeEntry("c", "C", parent="b"), CodeEntry("b", "B", parent="a"), CodeEntry("z", "Z"), CodeEntry("a", "A")]
    add_codebook(programme=programme, codes=codes, by=SYSTEM)
    stored = models.Code.objects.filter(programme=programme).values_list("code", "parent__code")
    assert list(stored) == [("z", None), ("a", None), ("b", "a"), ("c", "b")]


def test_an_approach_is_declared_anew_in_its_place(saved: Programme) -> None:
    declare_approach(programme=saved, approach=ApproachRow("reflexive", None, "One person."), by=SYSTEM)
    stored = models.Approach.objects.get(programme=saved)
    assert (stored.kind, stored.unit_of_agreement) == ("reflexive", "")


@pytest.mark.parametrize(
    "stored",
    [
        lambda p: models.Triangulation(
            finding=p.findings.get(code="f02"), phase="survey", convergence="silence", silence_kind=""
        ),
        lambda p: models.Triangulation(
            finding=p.findings.get(code="f02"), phase="survey", convergence="agreement", silence_kind="not_asked"
        ),
        lambda p: models.Coding(text=p.texts.get(ref=TEXT), code=p.codes.get(code="staff"), start=5, end=5, coder="ka"),
        lambda p: models.Code(programme=p, code="staff", name="Again"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(saved: Programme, stored: Callable[[Programme], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(saved).save()
