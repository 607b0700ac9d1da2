"""The survey's tables, every item by sector, here and by the reference, on the same answers in one process."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from thinking_together.cli.scratch import scratch_database

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from thinking_together.programmes.models import Programme
    from thinking_together.survey.held.queries import SurveyData

    Cells = dict[tuple[str, str, str], tuple[float, ...]]  # (item, group, option) -> count, of, share, lower, upper

RUNS = 7
MORE = 100
BY = "sector"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tables:
    """Seconds, the best of seven runs on both sides, and how many times as fast as pandas.

    ``snapshot``: from answers in memory; ``cold``: from the rows of the database, nothing kept (pandas: from the file
    of answers); ``gated``: tables that may be shown, each item in all and by group. ``mentions``: the named resources
    found in all open answers; ``renewed``: the snapshot brought up to date after 100 more answers.
    """

    snapshot_seconds: float
    cold_seconds: float
    gated_seconds: float
    mentions_seconds: float
    renewed_seconds: float
    pandas_seconds: float
    pandas_cold_seconds: float
    ratio: float
    ratio_cold: float
    ratio_gated: float
    largest_difference: float
    compared: int


def measure(bundle: Path) -> Tables:
    """Imports the bundle into a database of its own and measures; to be called before Django is set up."""
    with scratch_database():
        from thinking_together.bundle.commands import import_folder
        from thinking_together.cli import bench_reference
        from thinking_together.cli.bench_programme import codebook
        from thinking_together.core.writes import SYSTEM
        from thinking_together.survey.held.queries import survey_data

        programme = import_folder(bundle, by=SYSTEM)
        ours, cold = best(lambda: counted(read_anew(programme)))
        data = known(survey_data(programme))
        _, snapshot = best(lambda: counted(data))
        _, gated = best(lambda: shown(data))
        _, mentions = timed(lambda: named(data))
        add(data, MORE)
        _, renewed = timed(lambda: known(survey_data(programme)))

        items = bench_reference.items_from(codebook(bundle))
        answers, reading = best(lambda: bench_reference.read_csv(str(bundle / "survey/responses.csv"), items))
        theirs, pandas = best(lambda: bench_reference.survey_tables(answers, items, BY))
        difference, compared = differences(ours, theirs)
        return Tables(
            snapshot,
            cold,
            gated,
            mentions,
            renewed,
            pandas,
            reading + pandas,
            pandas / snapshot,
            (reading + pandas) / cold,
            pandas / gated,
            difference,
            compared,
        )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    made = work()
    return made, time.perf_counter() - start


def best(work: Callable[[], T]) -> tuple[T, float]:
    runs = [timed(work) for _ in range(RUNS)]
    return runs[0][0], min(seconds for _, seconds in runs)


def read_anew(programme: Programme) -> SurveyData:
    """From the rows of the database: what was kept of them is removed first."""
    from thinking_together.survey.held.kept_files import forget
    from thinking_together.survey.held.queries import survey_data

    for version in programme.questionnaires.all():
        forget(version.pk)
    return known(survey_data(programme))


def known(data: SurveyData | None) -> SurveyData:
    assert data is not None
    return data


@dataclass(frozen=True)
class Counts:
    """All items' figures one below the other: ``figures[i]`` is (count, of, share, lower, upper) of ``cells[i]``."""

    cells: list[tuple[str, str, str]]
    figures: NDArray[np.float64]


def counted(data: SurveyData) -> Counts:
    """Every item by sector and in all, counted item by item, with all intervals in one call."""
    import numpy as np

    from thinking_together.analysis.intervals import wilson
    from thinking_together.survey.figures.counting import count_options, split_by

    split = split_by(data.snapshot, BY)
    groups = [code for code, _ in split.values]
    cells: list[tuple[str, str, str]] = []
    counts, answered = [], []
    for variable in data.questionnaire.variables:
        options = [choice.code for choice in variable.choices] or ["answered"]
        found = count_options(data.snapshot.codes(variable.code), len(options), variable.multiple, split)
        of = found.asked if variable.text else found.answered
        together = np.vstack([found.counts[:-1], found.counts.sum(axis=0)])
        whole = np.append(of[:-1], of.sum())
        counts.append(together.ravel())
        answered.append(np.repeat(whole, len(options)))
        cells += [(variable.code, group, option) for group in (*groups, "") for option in options]
    count, whole = np.concatenate(counts), np.concatenate(answered)
    return Counts(cells, np.stack([count, whole, *wilson(count, whole)], axis=1))


def shown(data: SurveyData) -> Any:
    """Every item's tables as they may be shown."""
    from thinking_together.analysis.tables import Source
    from thinking_together.survey.figures.analyse import every_item
    from thinking_together.survey.figures.counting import split_by

    return every_item(data.snapshot, split_by(data.snapshot, BY), BY, Source("bench"), "survey")


def named(data: SurveyData) -> Any:
    return data.snapshot.named()


def add(data: SurveyData, many: int) -> None:
    """The first responses once more, under keys of their own."""
    from thinking_together.survey.models import Response

    for number, response in enumerate(Response.objects.order_by("position")[:many]):
        response.pk, response.key = None, f"more-{number}"
        response.save(force_insert=True)


def differences(ours: Counts, theirs: dict[str, Any]) -> tuple[float, int]:
    """The largest absolute difference of any figure that the reference has, and how many were compared."""
    import numpy as np

    at = {cell: place for place, cell in enumerate(ours.cells)}
    largest, compared = 0.0, 0
    for item, table in theirs.items():
        keys = zip(table["group"].astype(str), table["option"].astype(str), strict=True)
        here = ours.figures[[at[item, group, option] for group, option in keys]]
        there = table[["count", "of", "share", "lower", "upper"]].to_numpy(dtype=float)
        largest = max(largest, float(np.abs(here - there).max()))
        compared += there.size
    return largest, compared


if __name__ == "__main__":
    try:
        found = measure(Path(sys.argv[1]))
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: run this from a checkout, as ./run bench report.")
    Path(sys.argv[2]).write_text(json.dumps(asdict(found)), encoding="utf-8")
