from datetime import date

import pytest

from thinking_together.analysis.tables import Kind, RawCell, RawTable, Source, Table
from thinking_together.evidence import figures
from thinking_together.evidence.figures import FigureInfo, Selection
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db


class Reader:
    """Offers one figure, and counts how often it is asked."""

    def __init__(self, value: int) -> None:
        self.value = value
        self.asked = 0

    def figures(self) -> list[FigureInfo]:
        return [FigureInfo("zoo", "size", "Size", Kind.COUNT, "animals", (), "open", Source("Test"))]

    def raw(self, selection: Selection) -> RawTable:
        self.asked += 1
        return RawTable("Size", Kind.COUNT, "animals", (), (RawCell((), self.value),), Source("Test"), "open")


@pytest.fixture
def programme() -> Programme:
    return Programme.objects.create(slug="p", title="P", place="P", area_code="X1", as_of=date(2023, 11, 30))


def test_of_two_figures_with_one_name_the_phases_own_counts(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "_openers", {})
    figures.register("zoo", "aviary", lambda programme: Reader(1))
    figures.register("zoo", "zoo", lambda programme: Reader(2))
    answer = Resolver(programme).resolve("zoo/size")
    assert isinstance(answer, Table) and answer.one().value == 2


def test_a_question_is_answered_once_however_it_is_spelled(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(3)
    monkeypatch.setattr(figures, "_openers", {("zoo", "zoo"): lambda programme: reader})
    resolver = Resolver(programme)
    assert resolver.resolve("zoo/size") is resolver.resolve(" zoo/size ")
    assert reader.asked == 1
