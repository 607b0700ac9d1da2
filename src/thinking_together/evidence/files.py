"""Evidence's own files in a bundle: checked quotes and confirmed values."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, FolderWriter, Reading, column
from thinking_together.evidence.models import Citation, QuoteCheck
from thinking_together.evidence.newest import newest
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part


@dataclass(frozen=True, slots=True)
class QuoteRow:
    text: str = column("Text the passage stands in", refers="text", longest=160)
    start: int = column("First character, counted from 0 in code points")
    end: int = column("One past the last character")
    consent: Code = column("Whether it may be quoted outside", choices=("quote", "internal"))
    chosen_by: str = column("Who chose the passage, by role or initials", longest=80)
    checked_by: str = column("Who checked it for names, places, incidents and wording; somebody else", longest=80)
    checked_on: date = column("When it was checked")


@dataclass(frozen=True, slots=True)
class ConfirmedRow:
    citing: str = column("What cites it, such as finding/f01", longest=160)
    reference: str = column("The evidence reference in its canonical spelling", longest=1000)
    value: str = column("The value its author last confirmed", longest=2000)


QUOTES = CsvFile("evidence/quotes.csv", QuoteRow, "Passages that a second person has checked for quoting.")
CONFIRMED = CsvFile(
    "evidence/confirmed.csv", ConfirmedRow, "Values that authors have confirmed, so that drift is named."
)


@dataclass(frozen=True, slots=True)
class Parsed:
    quotes: list[QuoteRow]
    confirmed: list[ConfirmedRow]


def read(reading: Reading) -> Parsed:
    quotes = []
    seen: dict[Hashable, int] = {}
    for line, row in reading.rows(QUOTES):
        if row.chosen_by == row.checked_by:
            reading.problems.add(
                QUOTES.name,
                "the passage was chosen and checked by the same person",
                "Ask a second person to check it.",
                row=line,
                column="checked_by",
            )
        if not 0 <= row.start < row.end:
            reading.problems.add(
                QUOTES.name,
                f"{row.start} to {row.end} is no passage",
                "Let end be past start.",
                row=line,
                column="end",
            )
        quotes.append(row)
        _check_once(reading, QUOTES.name, line, (row.text, row.start, row.end), seen)
    confirmed = reading.rows(CONFIRMED)
    for line, told in confirmed:
        _check_once(reading, CONFIRMED.name, line, (told.citing, told.reference), seen)
    return Parsed(quotes, [told for _, told in confirmed])


def _check_once(reading: Reading, file: str, line: int, key: Hashable, seen: dict[Hashable, int]) -> None:
    first = seen.setdefault((file, key), line)
    if first != line:
        reading.problems.add(file, f"this stands already on line {first}", "Keep one.", row=line)


def save(programme: Programme, parsed: Parsed) -> None:
    texts = newest(programme, (row.text for row in parsed.quotes), "id")
    QuoteCheck.objects.bulk_create(
        QuoteCheck(
            text_id=texts[row.text][0],
            start=row.start,
            end=row.end,
            consent=row.consent,
            chosen_by=row.chosen_by,
            checked_by=row.checked_by,
            checked_on=row.checked_on,
        )
        for row in parsed.quotes
    )
    Citation.objects.bulk_create(
        Citation(programme=programme, citing=row.citing, reference=row.reference, confirmed=row.value)
        for row in parsed.confirmed
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    checks = QuoteCheck.objects.filter(text__programme=programme).select_related("text")
    QUOTES.write(
        writer,
        (
            QuoteRow(c.text.ref, c.start, c.end, Code(c.consent), c.chosen_by, c.checked_by, c.checked_on)
            for c in sorted(checks, key=lambda c: (c.text.ref, c.start, c.end))
        ),
    )
    confirmed = Citation.objects.filter(programme=programme).exclude(confirmed="").order_by("citing", "reference")
    CONFIRMED.write(writer, (ConfirmedRow(c.citing, c.reference, c.confirmed) for c in confirmed))


PART = Part("evidence", 80, (QUOTES, CONFIRMED), read, save, write)
