from __future__ import annotations

from pathlib import Path

import pytest

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.local_data.models import Dataset, PublishedFigure
from thinking_together.local_data.observation import Observation, Parent
from thinking_together.local_data.storing import observation_of
from thinking_together.programmes.models import Programme

pytestmark = pytest.mark.django_db


def refused(root: Path) -> list[str]:
    with pytest.raises(BundleRefused) as error:
        import_folder(root, by=SYSTEM)
    assert not Programme.objects.exists() and not Dataset.objects.exists()
    return [str(problem) for problem in error.value.problems.found]


def test_import_keeps_every_figure(bundle) -> None:
    programme = import_folder(bundle(), by=SYSTEM)
    dataset = programme.datasets.get()
    assert dataset.figures.count() == 15
    gone = dataset.figures.get(area="X06000003")
    assert (gone.value, gone.count) == (None, None)
    first = observation_of(dataset.figures.all()[0])
    assert first.parents[0] == Parent("X12000001", "Invented region", "Worse")
    assert programme.comparators.get().area == "X06000002"


def test_export_then_import_is_equal(bundle, tmp_path: Path) -> None:
    programme = import_folder(bundle(), by=SYSTEM)
    first, second = tmp_path / "one", tmp_path / "two"
    export_folder(programme, first)
    before = [observation_of(f) for f in PublishedFigure.objects.all()]
    again = import_folder(first, replace=True, by=SYSTEM)
    assert [observation_of(f) for f in PublishedFigure.objects.all()] == before
    export_folder(again, second)
    for path in sorted(first.rglob("*.csv")):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_a_real_download_goes_in_and_out(bundle, shared_data: Path, tmp_path: Path) -> None:
    text = (shared_data / "fingertips_raw_download_indicator_93356.csv").read_text()
    listed = "name,source,licence,retrieved,policy,invented\nraw_93356,OHID Fingertips,OGL v3.0,2023-01-05,open,no\n"
    described = "indicator,title,unit,multiplier,polarity\n93356,Another topic,cases,100000,low_is_good\n"
    programme = import_folder(
        bundle(datasets=listed, indicators=described, raw_93356=text, admissions=None, comparators=None), by=SYSTEM
    )
    before = [observation_of(f) for f in programme.datasets.get().figures.all()]
    assert len(before) == 852
    export_folder(programme, tmp_path / "out")
    again = import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    assert [observation_of(f) for f in again.datasets.get().figures.all()] == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"admissions": None}, "local_data/admissions.csv::: the file is missing"),
        ({"admissions": "Area,Value\nX,1\n"}, "local_data/admissions.csv:1:Indicator ID: the column is missing"),
        (
            {"datasets": "name,source,licence,retrieved,policy,invented\ndatasets,S,L,2023-01-01,open,no\n"},
            "local_data/datasets.csv:2:name: 'datasets' is the name of a file that describes",
        ),
        (
            {"datasets": "name,source,licence,retrieved,policy,invented\nadmissions,S,L,2023-01-01,any,no\n"},
            "local_data/datasets.csv:2:policy: 'any' is not one of hospital, as_published, open",
        ),
        (
            {"indicators": "indicator,title,unit,multiplier,polarity\n90813,T,u,0,low_is_good\n"},
            "local_data/indicators.csv:2:multiplier: 0 is nothing a value can be per",
        ),
        (
            {"indicators": None},
            "local_data/admissions.csv:2:: the indicator '92796' is not in local_data/indicators.csv",
        ),
        (
            {"comparators": "version,area,name,source\nv,X1,A,S\nv,X1,B,S\n"},
            "local_data/comparators.csv:3:area: X1 stands in the list v already",
        ),
    ],
)
def test_a_bad_bundle_is_named_and_nothing_of_it_kept(bundle, files: dict[str, str | None], said: str) -> None:
    assert any(problem.startswith(said) for problem in refused(bundle(**files))), said


def test_a_figure_in_two_downloads_is_refused(bundle) -> None:
    root = bundle()
    listed = (root / "local_data/datasets.csv").read_text()
    (root / "local_data/datasets.csv").write_text(listed + "again,Other,None,2023-01-05,open,yes,\n")
    rows = (root / "local_data/admissions.csv").read_text().splitlines()
    (root / "local_data/again.csv").write_text("\n".join(rows[:2]) + "\n")
    assert refused(root) == [
        "local_data/again.csv:2:: 92796 X06000001 2020/21 stands in local_data/admissions.csv line 2 too. "
        "Keep one of the two."
    ]


def test_a_short_layout_without_id_is_refused(bundle) -> None:
    short = "area_code,area_name,period,value,indicator,measure,unit,significance\nX1,A,2020,1,N,M,Persons,Similar\n"
    said = refused(bundle(admissions=short))
    assert said[0].startswith("local_data/admissions.csv:2:: this layout has no indicator ID")


def test_a_text_longer_than_its_place_is_refused(bundle) -> None:
    row = Observation("90813", "N", "X1", "A" * 201, "", "Persons", "All ages", "", "", "2020", 1.0)
    assert "the area name has more than 200 characters" in refused(bundle([row]))[0]
