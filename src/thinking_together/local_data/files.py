"""Local data in a bundle: downloads, where they come from, what their indicators mean, areas to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.analysis.disclosure import AS_PUBLISHED, HOSPITAL, OPEN
from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, column
from thinking_together.local_data.codes import Place, place_of
from thinking_together.local_data.fingertips import read_text
from thinking_together.local_data.models import Comparator, Dataset, Indicator, Polarity
from thinking_together.local_data.observation import Download
from thinking_together.local_data.storing import LONGEST, observation_of, store
from thinking_together.local_data.writing import write_download
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import OtherFile, Part

FOLDER = "local_data"
RESERVED = ("datasets", "indicators", "comparators")


@dataclass(frozen=True, slots=True)
class DatasetRow:
    name: Code = column("Name of the download's file, without .csv", unique=True, defines="dataset")
    source: str = column("Who published it, as a reader needs to know it", longest=300)
    licence: str = column("Its licence", longest=200)
    retrieved: date = column("The day it was downloaded")
    policy: Code = column(
        "How counts below national level are shown",
        choices=(HOSPITAL.name, AS_PUBLISHED.name, OPEN.name),
    )
    invented: bool = column("yes when the figures are invented")
    url: str = column("Where it can be found", default="", longest=500)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    indicator: Code = column("The indicator ID", unique=True)
    title: str = column("Short title as the report prints it", longest=200)
    unit: str = column("What is counted, such as admissions", longest=80)
    multiplier: float = column("What the value is per: 100000 for a rate per 100,000, 100 for a percentage")
    polarity: Code = column("Which way is good", choices=tuple(Polarity.values))


@dataclass(frozen=True, slots=True)
class ComparatorRow:
    version: Code = column("Name of the list's edition, such as nhs_peers_2022")
    area: Code = column("Code of the area", longest=20)
    name: str = column("Name of the area", longest=200)
    source: str = column("Who made the list", longest=300)


DATASETS = CsvFile(f"{FOLDER}/datasets.csv", DatasetRow, "The downloads: source, licence, how they are shown.")
INDICATORS = CsvFile(f"{FOLDER}/indicators.csv", IndicatorRow, "What each indicator of the downloads means.")
COMPARATORS = CsvFile(f"{FOLDER}/comparators.csv", ComparatorRow, "Lists of areas to look at beside this one.")
DOWNLOADS = OtherFile(
    f"{FOLDER}/*.csv", "One Fingertips download of 27 columns for each row of datasets.csv (older ones are read too)."
)


@dataclass(frozen=True, slots=True)
class Parsed:
    datasets: list[tuple[DatasetRow, Download]]
    indicators: list[IndicatorRow]
    comparators: list[ComparatorRow]


def file_of(name: str) -> str:
    return f"{FOLDER}/{name}.csv"


def read(reading: Reading) -> Parsed:
    datasets = []
    for line, row in reading.rows(DATASETS):
        download = _download(reading, line, row)
        if download is not None:
            datasets.append((row, download))
    if "dataset" in reading.unsure:
        reading.used.update(reading.folder.names(FOLDER, ".csv"))
    indicators = reading.rows(INDICATORS)
    for line, indicator in indicators:
        _check_multiplier(reading, line, indicator)
    _check_indicators(reading, datasets, {row.indicator for _, row in indicators})
    _check_once(reading, datasets)
    return Parsed(datasets, [row for _, row in indicators], _comparators(reading))


def _download(reading: Reading, line: int, row: DatasetRow) -> Download | None:
    if row.name in RESERVED:
        what = f"'{row.name}' is the name of a file that describes the downloads"
        reading.problems.add(DATASETS.name, what, "Give the download another name.", row=line, column="name")
        return None
    file = file_of(row.name)
    with reading.stream(file, required=True) as text:
        download = None if text is None else read_text(file, text, reading.problems, reading.folder.limits)
    if download is not None:
        _check_lengths(reading, download)
    return download


def _check_lengths(reading: Reading, download: Download) -> None:
    for o in download.observations:
        for name, longest in LONGEST.items():
            if len(getattr(o, name)) > longest:
                what = f"the {name.replace('_', ' ')} has more than {longest} characters"
                reading.problems.add(download.file, what, "Shorten it.", row=o.line)


def _check_multiplier(reading: Reading, line: int, row: IndicatorRow) -> None:
    if not 0 < row.multiplier <= 1e9:
        what = f"{row.multiplier:g} is nothing a value can be per"
        remedy = "Write 100000 for a rate per 100,000, or 100 for a percentage."
        reading.problems.add(INDICATORS.name, what, remedy, row=line, column="multiplier")


def _check_indicators(reading: Reading, datasets: list[tuple[DatasetRow, Download]], described: set[Code]) -> None:
    for _, download in datasets:
        for indicator, line in {o.indicator: o.line for o in reversed(download.observations)}.items():
            if indicator in described:
                continue
            what = f"the indicator '{indicator}' is not in {INDICATORS.name}"
            remedy = "Add it there with its title, what it counts, what it is per and which way is good."
            if not indicator:
                what = "this layout has no indicator ID and the file's name tells none"
                remedy = "Let the name end in indicator_ and the ID, such as indicator_90813."
            reading.problems.add(download.file, what, remedy, row=line)


def _check_once(reading: Reading, datasets: list[tuple[DatasetRow, Download]]) -> None:
    """Two downloads that hold the same figure would let a reference mean either."""
    first: dict[Place, str] = {}
    for _, download in datasets:
        for o in download.observations:
            here = f"{download.file} line {o.line}"
            there = first.setdefault(place_of(o), here)
            if there != here:
                what = f"{o.indicator} {o.area} {o.period} stands in {there} too"
                reading.problems.add(download.file, what, "Keep one of the two.", row=o.line)


def _comparators(reading: Reading) -> list[ComparatorRow]:
    rows = reading.rows(COMPARATORS)
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        if first.setdefault((row.version, row.area), line) != line:
            what = f"{row.area} stands in the list {row.version} already"
            reading.problems.add(COMPARATORS.name, what, "Each area may stand once.", row=line, column="area")
    return [row for _, row in rows]


def save(programme: Programme, parsed: Parsed) -> None:
    for at, (row, download) in enumerate(parsed.datasets):
        values = {name: getattr(row, name) for name in DatasetRow.__slots__}
        dataset = Dataset.objects.create(programme=programme, position=at, **values)
        store(dataset, download.observations)
    Indicator.objects.bulk_create(
        Indicator(
            programme=programme,
            code=row.indicator,
            title=row.title,
            unit=row.unit,
            multiplier=row.multiplier,
            polarity=row.polarity,
            position=at,
        )
        for at, row in enumerate(parsed.indicators)
    )
    Comparator.objects.bulk_create(
        Comparator(
            programme=programme,
            position=at,
            **{name: getattr(row, name) for name in ComparatorRow.__slots__},
        )
        for at, row in enumerate(parsed.comparators)
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    datasets = list(programme.datasets.all())
    DATASETS.write(
        writer,
        (
            DatasetRow(Code(d.name), d.source, d.licence, d.retrieved, Code(d.policy), d.invented, d.url)
            for d in datasets
        ),
    )
    for dataset in datasets:
        observations = (observation_of(figure) for figure in dataset.figures.iterator(chunk_size=2000))
        with writer.open_text(file_of(dataset.name)) as out:
            write_download(out, observations)
    INDICATORS.write(
        writer,
        (
            IndicatorRow(Code(i.code), i.title, i.unit, i.multiplier, Code(i.polarity))
            for i in programme.indicators.all()
        ),
    )
    COMPARATORS.write(
        writer,
        (ComparatorRow(Code(c.version), Code(c.area), c.name, c.source) for c in programme.comparators.all()),
    )


PART = Part("local_data", 40, (DATASETS, INDICATORS, COMPARATORS, DOWNLOADS), read, save, write)
