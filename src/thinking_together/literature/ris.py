"""RIS, the exchange format of reference managers: read with every problem's line, written so that it reads back equal.

A tag may stand several times and keeps all its values, web addresses too (rispy by itself splits them at ``;``).
Format: RIS specification by Research Information Systems, as reference managers export it.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field

import rispy

from thinking_together.core.tabular import Problems

MOST_RECORDS = 50_000
LONGEST_VALUE = 20_000
_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?\Z")
_COUNTER = re.compile(r"[0-9]+\.\Z")  # some tools number the records between them
_BREAK = re.compile(r"[\r\n]+")
_TYPE = re.compile(r"[A-Z0-9]{2,10}\Z")
_TAGS = [first + second for first in string.ascii_uppercase for second in string.ascii_uppercase + string.digits]
_NAMES = {tag: tag.lower() for tag in _TAGS}
_MANY = [tag for tag in _TAGS if tag not in ("TY", "ER")]


@dataclass(frozen=True, slots=True)
class RisRecord:
    """One reference: its type (``RPRT``, ``ELEC`` …) and, in order, each tag with its values."""

    kind: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]

    def every(self, *tags: str) -> tuple[str, ...]:
        """All values of the first of these tags that the record has."""
        values = dict(self.fields)
        return next((values[tag] for tag in tags if tag in values), ())

    def first(self, *tags: str) -> str:
        return next(iter(self.every(*tags)), "")

    @property
    def code(self) -> str:
        return self.first("ID")

    @property
    def title(self) -> str:
        return self.first("TI", "T1", "CT", "BT")

    @property
    def publisher(self) -> str:
        return self.first("PB")

    @property
    def year(self) -> int | None:
        """The year of publication; ``None`` where the record gives none."""
        found = re.match(r"[12][0-9]{3}(?![0-9])", self.first("PY", "Y1", "DA"))
        return int(found[0]) if found else None

    @property
    def urls(self) -> tuple[str, ...]:
        return self.every("UR")


class _Parser(rispy.RisParser):
    DEFAULT_MAPPING = _NAMES
    DEFAULT_LIST_TAGS = _MANY
    DEFAULT_DELIMITER_MAPPING: dict[str, str] = {}


class _Writer(rispy.RisWriter):
    DEFAULT_MAPPING = _NAMES
    DEFAULT_LIST_TAGS = _MANY
    DEFAULT_DELIMITER_MAPPING: dict[str, str] = {}
    REFERENCE_TYPE_KEY = "ty"

    def set_header(self, count: int) -> str:
        return ""


@dataclass(slots=True)
class RisReading:
    """What a RIS text holds: each record with the line it begins on, and its IDs even where it is broken."""

    records: list[tuple[int, RisRecord]] = field(default_factory=list)
    codes: list[tuple[int, str]] = field(default_factory=list)


def read_ris(name: str, text: str, problems: Problems) -> RisReading:
    """The records of a file called ``name``; each problem is named with its line, and then there are no records."""
    before = problems.count
    scan = _Scan(name, problems)
    for number, line in enumerate(text.split("\n"), start=1):
        scan.take(number, line)
    scan.end()
    reading = RisReading(codes=scan.codes)
    if problems.count == before:
        parsed = _Parser(newline="\n").parse("\n".join(scan.lines))
        reading.records = [(at, _record(values)) for at, values in zip(scan.starts, parsed, strict=True)]
    return reading


def _record(values: dict[str, str | list[str]]) -> RisRecord:
    kind = str(values.pop("ty"))
    kept = ((tag.upper(), tuple(value for value in many if value)) for tag, many in values.items())
    return RisRecord(kind, tuple((tag, many) for tag, many in kept if many))


class _Scan:
    """Looks at every line before rispy does, which knows no line numbers and passes over what is broken."""

    def __init__(self, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self.lines: list[str] = []
        self.starts: list[int] = []
        self.codes: list[tuple[int, str]] = []
        self.open: int | None = None
        self.lost = False  # since a line that cannot be read, outside a record

    def problem(self, row: int, what: str, remedy: str) -> None:
        self.problems.add(self.name, what, remedy, row=row)

    def take(self, row: int, line: str) -> None:
        if not line.strip():
            return
        tagged = _LINE.match(line.rstrip())
        if tagged is None:
            self._untagged(row, line.strip())
            self.lost = self.open is None
        elif tagged[1] == "TY":
            self.lost = False
            self._begin(row, (tagged[2] or "").strip())
        elif self.open is None:
            if not self.lost:
                self.problem(row, f"a line '{tagged[1]}' stands outside a record", "Begin each record with 'TY  - '.")
            self.lost = True
        elif tagged[1] == "ER":
            self.lines.append("ER  - ")
            self.open = None
        else:
            self._value(row, tagged[1], (tagged[2] or "").strip())

    def end(self) -> None:
        if self.open is not None:
            self.problem(self.open, "the record that begins here has no end", "Close it with a line 'ER  - '.")

    def _begin(self, row: int, kind: str) -> None:
        self.end()
        if not _TYPE.match(kind):
            self.problem(row, f"'{kind[:60]}' is no type of reference", "Write one such as RPRT or ELEC.")
        if len(self.starts) == MOST_RECORDS:
            self.problem(row, f"more than {MOST_RECORDS} records", "Split the search.")
        self.open = row
        self.starts.append(row)
        self.lines.append(f"TY  - {kind}")

    def _value(self, row: int, tag: str, value: str) -> None:
        if len(value) > LONGEST_VALUE:
            self.problem(row, f"'{tag}' is {len(value)} characters long", f"At most {LONGEST_VALUE} are read.")
            value = ""
        if tag == "ID" and value:
            self.codes.append((row, value))
        self.lines.append(f"{tag}  - {value}")

    def _untagged(self, row: int, line: str) -> None:
        """A line without a tag goes on with the value above it."""
        if self.open is None:
            if not _COUNTER.match(line):
                self.problem(row, f"'{line[:60]}' is not RIS", "Each line is a tag, two spaces, '- ' and a value.")
        elif self.lines[-1].startswith("TY  -"):
            self.problem(row, f"'{line[:60]}' has no tag", "Each line is a tag, two spaces, '- ' and a value.")
        elif len(self.lines[-1]) + len(line) > LONGEST_VALUE:
            self.problem(row, "the value is too long", f"At most {LONGEST_VALUE} characters are read.")
        else:
            self.lines[-1] = f"{self.lines[-1].rstrip()} {line}"


def print_ris(records: list[RisRecord]) -> str:
    """The text that reads back equal. A line break inside a value becomes a space, so no value can end its record."""
    return _Writer().formats([_printable(record) for record in records])


def _printable(record: RisRecord) -> dict[str, str | list[str]]:
    fields = {tag.lower(): [_BREAK.sub(" ", value) for value in values] for tag, values in record.fields}
    return {"ty": record.kind, **fields}
