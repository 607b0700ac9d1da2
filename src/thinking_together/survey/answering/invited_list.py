"""A list of people to invite as a lead hands it in: a file, or lines that were pasted."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from thinking_together.core.tabular import CsvFile, Folder, Problem, Reading, column

MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody on the list, by address, with the sector whose link they get."""

    address: str = column("The e-mail address", longest=254)
    sector: str = column("The code of a sector that the questionnaire asks for", refers="sector", longest=80)


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody on the list of a survey that asks for no sector."""

    address: str = column("The e-mail address", longest=254)


@dataclass(frozen=True, slots=True)
class ReadList:
    """Everybody once; or every line that is wrong, and then nobody."""

    people: tuple[Invited, ...]
    problems: tuple[Problem, ...]


def read_list(given: bytes, sectors: Collection[str]) -> ReadList:
    """Columns ``address`` and, where there are sectors, ``sector``; the line with their names may be left out."""
    if len(given) > MOST_BYTES:
        return ReadList((), (Problem("list", None, None, "the list is too large", "Send it in parts."),))
    row: type[Invited | Address] = Invited if sectors else Address
    file = CsvFile("list.csv", row, "People to invite to the survey.", required=True)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, file.name).write_bytes(_with_header(given, ",".join(one.name for one in fields(row))))
        reading = Reading(Folder(Path(folder)))
        reading.known["sector"] |= set(sectors)
        rows = reading.rows(file)
    added = 0 if _has_header(given) else 1
    for line, one in rows:
        if not _is_address(one.address):
            reading.problems.add(file.name, "this is no e-mail address", "Correct it.", row=line, column="address")
    if reading.problems:
        return ReadList((), tuple(_where(problem, added) for problem in reading.problems.found))
    everybody = {one.address.strip().lower(): one.sector if isinstance(one, Invited) else "" for _, one in rows}
    return ReadList(tuple(Invited(address, sector) for address, sector in everybody.items()), ())


def _has_header(given: bytes) -> bool:
    return b"@" not in given.lstrip().split(b"\n", 1)[0]


def _with_header(given: bytes, header: str) -> bytes:
    """Lines that were pasted may have blanks around what they hold."""
    if _has_header(given):
        return given
    lines = given.removeprefix(b"\xef\xbb\xbf").splitlines()
    tidy = (b",".join(part.strip() for part in line.split(b",")) for line in lines)
    return b"\n".join((header.encode(), *tidy)) + b"\n"


def _where(problem: Problem, added: int) -> Problem:
    """As the lines stand in what was handed in."""
    row = problem.row - added if problem.row else None
    return Problem("line" if row else "list", row, problem.column, problem.what, problem.remedy)


def _is_address(typed: str) -> bool:
    try:
        validate_email(typed.strip())
    except ValidationError:
        return False
    return True
