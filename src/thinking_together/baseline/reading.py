"""The baseline's files read and checked against each other; nothing is stored."""

from __future__ import annotations

from pathlib import PurePosixPath

from thinking_together.baseline import rows
from thinking_together.baseline.assessment import Assessment, comment_ref, minute_ref
from thinking_together.baseline.workbook import WorkbookLine
from thinking_together.baseline.workbook_reading import read_workbook
from thinking_together.core.tabular import Reading
from thinking_together.evidence.domain.texts import normalise
from thinking_together.gatherings.notes import GROUP, Notes, read_notes

LONGEST_REF = 160  # of a text's name


def read(reading: Reading) -> Assessment:
    return Assessment(
        _lines(reading),
        _ratings(reading),
        reading.values(rows.AGREED),
        reading.values(rows.SIGNOFF),
        reading.values(rows.ACTIONS),
        _minutes(reading),
    )


def _lines(reading: Reading) -> list[WorkbookLine]:
    before = reading.problems.count
    data = reading.data(rows.WORKBOOK.name)
    if data is None:
        if reading.problems.count > before:
            reading.unsure.add("recommendation")
        return []
    lines = read_workbook(rows.WORKBOOK.name, data, reading.problems)
    if reading.problems.count > before:
        reading.unsure.add("recommendation")
    reading.known["recommendation"].update(line.number for line in lines)
    return lines


def _ratings(reading: Reading) -> list[rows.RatingRow]:
    ratings = reading.rows(rows.RATINGS)
    seen: dict[tuple[str, str], int] = {}
    for line, row in ratings:
        first = seen.setdefault((row.recommendation, row.agency), line)
        if first != line:
            what = f"'{row.agency}' rates {row.recommendation} already on line {first}"
            reading.problems.add(rows.RATINGS.name, what, "Keep one of the two.", row=line, column="agency")
        elif row.comment:
            reading.offers_text(comment_ref(row.recommendation, row.agency), len(normalise(row.comment)))
    return [row for _, row in ratings]


def _minutes(reading: Reading) -> dict[str, Notes]:
    found = {}
    for name in reading.names(rows.MINUTES_FOLDER, ".md"):
        meeting = PurePosixPath(name).stem
        notes = _one(reading, name, meeting)
        if notes is not None:
            found[meeting] = notes
    return found


def _one(reading: Reading, name: str, meeting: str) -> Notes | None:
    text = reading.text(name)
    if not reading.knows("gathering", meeting):
        remedy = "Name the file after the meeting's code in gatherings/gatherings.csv."
        reading.problems.add(name, f"no gathering has the code '{meeting[:60]}'", remedy)
        return None
    notes = None if text is None else read_notes(name, text, reading.problems)
    for heading in notes.headings if notes else ():
        for number, said in enumerate(heading.said, start=1):
            if said.who != GROUP and not reading.knows("partner", said.who):
                remedy = f"Use the code of a partner, or '{GROUP}'."
                reading.problems.add(name, f"unknown agency '{said.who}'", remedy, row=said.line)
            ref = minute_ref(meeting, heading.code, number)
            if len(ref) > LONGEST_REF:
                what = f"the codes of meeting and topic are too long together: '{ref[:60]}…'"
                reading.problems.add(name, what, "Shorten one of them.", row=heading.line)
            reading.offers_text(ref, len(said.body))
    return notes
