"""An invented place with admissions by age and sex, some of them small."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from thinking_together.local_data.observation import Observation, Parent
from thinking_together.local_data.writing import download_text

PLACE = "X06000001"
ENGLAND = "E92000001"
PROGRAMME = {
    "programme/programme.yaml": f"""slug: fernshire
title: Thinking Together in Fernshire
place: Fernshire
area_code: {PLACE}
comparator_code: {ENGLAND}
invented: true
as_of: 2023-03-31
""",
    "programme/sectors.csv": "code,name,headcount\nhealth,Health,400\neducation,Education,900\n",
    "programme/phases.csv": "phase,starts,ends,summary\nlocal_data,2022-09-01,2022-12-01,\n",
}
INDICATORS = """indicator,title,unit,multiplier,polarity
90813,Hospital admissions for self-harm at 10 to 24,admissions,100000.0,low_is_good
92796,Hospital admissions for self-harm by age,admissions,100000.0,no_judgement
21001,Emergency admissions for self-harm at all ages,admissions,100000.0,low_is_good
11111,Schools with a named lead,schools,100.0,high_is_good
"""
COMPARATORS = """version,area,name,source
peers_2022,X06000002,Ashby Vale,"Peer groups, invented"
"""
YEARS = ("2016/17", "2017/18", "2018/19", "2019/20", "2020/21")


def figure(
    indicator: str,
    age: str,
    value: float | None,
    count: float | None,
    *,
    area: str = PLACE,
    period: str = "2020/21",
    sex: str = "Persons",
    of: float = 20_000,
    spread: float = 0.1,
    **others: str,
) -> Observation:
    limits = (None, None) if value is None else (value * (1 - spread), value * (1 + spread))
    names = {PLACE: "Fernshire", ENGLAND: "England", "X06000002": "Ashby Vale", "X06000003": "Brook"}
    return Observation(
        indicator,
        f"Indicator {indicator}",
        area,
        names[area],
        "Counties & UAs",
        sex,
        age,
        others.get("category_type", ""),
        others.get("category", ""),
        period,
        value,
        *limits,
        count=count,
        denominator=of if count is not None else None,
        note=others.get("note", ""),
        sortable=period[:4] + "0000",
        parents=(Parent("X12000001", "Invented region", "Worse"), Parent("X54000001", "Invented board", "")),
    )


def admissions() -> list[Observation]:
    """Counts that add up: 10–24 is its three bands, persons are both sexes."""
    rows = [
        figure("92796", "10-14 yrs", 491.8, 34),
        figure("92796", "15-19 yrs", 1113.3, 72),
        figure("92796", "20-24 yrs", 480.2, 38),
        figure("92796", "10-14 yrs", 220.1, 9000, area=ENGLAND, of=4_000_000),
        figure("92796", "15-19 yrs", 652.6, 22000, area=ENGLAND, of=3_000_000),
        figure("92796", "15-19 yrs", 700.0, 60, area="X06000002"),
        figure("92796", "15-19 yrs", None, None, area="X06000003"),
        figure("90813", "10-24 yrs", 700.0, 144),
        figure("21001", "All ages", 181.2, 215, of=118_000),
        figure("21001", "All ages", 181.0, 100_000, area=ENGLAND, of=55_000_000),
        figure("21001", "All ages", 95.0, 84, sex="Female"),
    ]
    rows += [
        figure("90813", "10-24 yrs", 400.0 + 70 * at, 80 + 12 * at, period=period)
        for at, period in enumerate(YEARS[:-1])
    ]
    return rows


Builder = Callable[..., Path]


@pytest.fixture
def bundle(tmp_path: Path) -> Builder:
    """Writes a bundle with these observations; other files by name replace or add, ``None`` leaves one out."""

    def build(observations: list[Observation] | None = None, policy: str = "hospital", **files: str | None) -> Path:
        root = tmp_path / "bundle"
        row = f"admissions,Invented figures,None,2023-01-05,{policy},yes,\n"
        content: dict[str, str | None] = {
            "datapackage.json": json.dumps({"format": "thinking-together-bundle", "version": 1}),
            **PROGRAMME,
            "local_data/datasets.csv": "name,source,licence,retrieved,policy,invented,url\n" + row,
            "local_data/indicators.csv": INDICATORS,
            "local_data/comparators.csv": COMPARATORS,
            "local_data/admissions.csv": download_text(admissions() if observations is None else observations),
            **{f"local_data/{name}.csv": text for name, text in files.items()},
        }
        for name, text in content.items():
            if text is not None:
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        return root

    return build
