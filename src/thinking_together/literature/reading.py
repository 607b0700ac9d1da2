"""The review's files read and checked against each other; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable

from thinking_together.analysis import flow
from thinking_together.core.tabular import CsvFile, Reading
from thinking_together.core.tabular.columns import CODE
from thinking_together.literature import rows
from thinking_together.literature.decisions import included_codes, logged
from thinking_together.literature.review import Review
from thinking_together.literature.ris import RisRecord, read_ris


def read(reading: Reading) -> Review:
    before = reading.problems.count
    records = _records(reading)
    vocabulary = _vocabulary(reading)
    duplicates = reading.rows(rows.DUPLICATES)
    screening = reading.rows(rows.SCREENING)
    adjudication = reading.rows(rows.ADJUDICATION)
    appraisal = reading.rows(rows.APPRAISAL)
    extraction = reading.rows(rows.EXTRACTION)
    _once(reading, rows.SCREENING, [(n, (r.record, r.reviewer, r.stage)) for n, r in screening])
    _once(reading, rows.ADJUDICATION, [(n, (r.record, r.stage)) for n, r in adjudication])
    _excluded_with_reason(reading, screening)
    review = Review(
        records,
        vocabulary,
        [r for _, r in duplicates],
        [r for _, r in screening],
        [r for _, r in adjudication],
        [r for _, r in appraisal],
        [r for _, r in extraction],
    )
    if reading.problems.count == before:
        _follow_the_log(reading, review, {"appraisal": appraisal, "extraction": extraction})
    return review


def _records(reading: Reading) -> list[RisRecord]:
    """The records; the codes of broken ones are known too, so that one fault is not told again by every file."""
    name = rows.RECORDS.name
    before = reading.problems.count
    text = reading.text(name)
    if text is None:
        if reading.problems.count > before:
            reading.unsure.add("record")
        return []
    found = read_ris(name, text, reading.problems)
    if reading.problems.count > before:
        reading.unsure.add("record")
    reading.known["record"].update(code for _, code in found.codes)
    seen: dict[str, int] = {}
    for line, record in found.records:
        _check_record(reading, line, record)
        first = seen.setdefault(record.code, line)
        if record.code and first != line:
            what = f"the ID '{record.code[:60]}' stands already in the record on line {first}"
            reading.problems.add(name, what, "Give each record its own ID.", row=line, column="ID")
    return [record for _, record in found.records]


def _check_record(reading: Reading, line: int, record: RisRecord) -> None:
    name = rows.RECORDS.name
    if not CODE.match(record.code):
        what = f"'{record.code[:60]}' is no code" if record.code else "the record has no ID"
        remedy = "Give it a line 'ID  - ' with letters, digits, _ - . and no spaces."
        reading.problems.add(name, what, remedy, row=line, column="ID")
    if len(record.every("ID")) > 1:
        reading.problems.add(name, "the record has two IDs", "Keep one.", row=line, column="ID")
    if not record.title:
        reading.problems.add(name, "the record has no title", "Give it a line 'TI  - '.", row=line, column="TI")


def _vocabulary(reading: Reading) -> list[rows.TermRow]:
    before = reading.problems.count
    terms = reading.rows(rows.VOCABULARY)
    if reading.problems.count > before:
        reading.unsure.update(("audience", "topic", "format"))
    _once(reading, rows.VOCABULARY, [(line, (row.kind, row.code)) for line, row in terms])
    for _, row in terms:
        reading.known[row.kind].add(row.code)
    return [row for _, row in terms]


def _once(reading: Reading, file: CsvFile, keyed: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for line, key in keyed:
        first = seen.setdefault(key, line)
        if first != line:
            what = f"'{', '.join(key)}' stands already on line {first}"
            reading.problems.add(file.name, what, "Keep one of the two.", row=line)


def _excluded_with_reason(reading: Reading, screening: list[tuple[int, rows.ScreeningRow]]) -> None:
    for line, row in screening:
        if row.stage == flow.Stage.FULL_TEXT and row.decision == flow.Verdict.EXCLUDE and not row.reason:
            what = "a full text is excluded without a reason"
            remedy = "Say why; the flow diagram counts exclusions by reason."
            reading.problems.add(rows.SCREENING.name, what, remedy, row=line, column="reason")


def _follow_the_log(reading: Reading, review: Review, later: dict[str, list]) -> None:
    """Whether decisions can be followed from found to included, and only included records are worked on."""
    found, decisions = logged(review)
    try:
        flow.flow(found, decisions)
    except flow.FlowError as error:
        _contradiction(reading, review, error)
        return
    included = included_codes(found, decisions)
    for file, lines in ((rows.APPRAISAL, later["appraisal"]), (rows.EXTRACTION, later["extraction"])):
        for line, row in lines:
            if row.record not in included:
                what = f"'{row.record}' was not included"
                remedy = "Take the row out, or complete the record's screening."
                reading.problems.add(file.name, what, remedy, row=line, column="record")
    _without_audience(reading, later["extraction"])


def _contradiction(reading: Reading, review: Review, error: flow.FlowError) -> None:
    circle = any(row.record == error.record for row in review.duplicates)
    file = rows.DUPLICATES if circle else rows.SCREENING
    reading.problems.add(file.name, str(error), "Correct the log of this record.", column="record")


def _without_audience(reading: Reading, extraction: list[tuple[int, rows.ExtractionRow]]) -> None:
    for line, row in extraction:
        for name, values in (("audience", row.audience), ("topic", row.topic)):
            if not values or len(set(values)) != len(values):
                what = f"no {name} is given" if not values else f"one {name} is given twice"
                remedy = f"Name each {name} once; the map of evidence is drawn from them."
                reading.problems.add(rows.EXTRACTION.name, what, remedy, row=line, column=name)
