"""Published files read as they were published. The figures named here were read off the files by eye."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from thinking_together.local_data.fingertips import read_file
from thinking_together.local_data.observation import ENGLAND, Layout

BRACKNELL_FOREST = "E06000036"


def test_90813_reads_bracknell_forest_beside_england(shared_data: Path) -> None:
    download = read_file(shared_data / "selfharm_admissions_10_24_indicator_90813.csv")
    assert (download.layout, download.rows, download.missing) == (Layout.SHORT, 1078, 17)
    assert {o.indicator for o in download.observations} == {"90813"}
    assert [(o.period, o.value) for o in download.of_area(BRACKNELL_FOREST)] == [
        ("2011/12", 314.9),
        ("2012/13", 226.8),
        ("2013/14", 325.0),
        ("2014/15", 213.4),
        ("2015/16", 485.1),
        ("2016/17", 507.0),
        ("2017/18", 537.3),
    ]
    assert [o.value for o in download.of_area(ENGLAND)] == [347.4, 348.9, 415.8, 401.9, 430.5, 407.1, 421.2]


def test_21001_reads_all_rows(shared_data: Path) -> None:
    download = read_file(shared_data / "selfharm_admissions_all_ages_indicator_21001.csv")
    assert (download.rows, download.missing, download.repeated) == (2624, 23, 0)
    assert {o.indicator for o in download.observations} == {"21001"}


def test_the_raw_download_keeps_short_rows_and_deciles(shared_data: Path) -> None:
    download = read_file(shared_data / "fingertips_raw_download_indicator_93356.csv")
    assert (download.layout, download.columns) == (Layout.FINGERTIPS_OLD, 26)
    assert (download.rows, download.short_rows, download.missing) == (852, 852, 10)
    assert len(download.observations) == 852
    deciles = [o for o in download.observations if not o.series.headline]
    assert len(deciles) == 60
    assert Counter(o.area for o in deciles) == {ENGLAND: 60}
    headline = [o for o in download.of_area(ENGLAND) if o.series.headline and o.age == "All ages"]
    first = headline[0]
    assert (first.period, first.count, first.denominator) == ("2015", 51897, 54786327)
    assert first.value == 94.7261896202678
    assert "\n" not in first.name
    assert download.observations[-1].area_name == "Worcestershire"
    assert download.observations[-1].new_data == "New data"
