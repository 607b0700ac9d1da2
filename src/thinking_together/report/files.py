"""The report's authored sections in a bundle: ``report/sections/<nn>-<code>.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thinking_together.core.tabular import FolderWriter, Reading
from thinking_together.evidence.prose import BadProse, parse_prose
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import OtherFile, Part
from thinking_together.report.models import Section, SectionCode

FOLDER = "report/sections"
SECTIONS = OtherFile(
    f"{FOLDER}/*.md",
    "One authored section of the report a file, named `<nn>-<code>.md`, in the order of the two digits. The codes are "
    + ", ".join(f"`{code}`" for code in SectionCode.values)
    + ". The file begins with `---`, a line `heading: …` and `---`; then prose with evidence references.",
)
_NAME = re.compile(r"([0-9]{2})-([a-z]+)\.md\Z")
_FRONT = re.compile(r"---\nheading: *([^\n]+)\n---\n(.*)\Z", re.DOTALL)
_FRONT_LINES = 3


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section as its file holds it."""

    position: int
    code: str
    heading: str
    body: str


def read(reading: Reading) -> list[SectionEntry]:
    entries: list[SectionEntry] = []
    for name in reading.names(FOLDER, ".md"):
        text = reading.text(name)
        entry = None if text is None else _entry(reading, name, text)
        if entry is None:
            continue
        if any(e.code == entry.code for e in entries):
            reading.problems.add(name, f"the section '{entry.code}' stands twice", "Keep one file for each section.")
        entries.append(entry)
    return entries


def _entry(reading: Reading, name: str, text: str) -> SectionEntry | None:
    named = _NAME.search(name.rpartition("/")[2])
    if named is None or named[2] not in SectionCode.values:
        codes = ", ".join(SectionCode.values)
        reading.problems.add(name, "the name is not that of a section", f"Name it like 01-introduction.md ({codes}).")
        return None
    front = _FRONT.match(text)
    if front is None:
        remedy = "Begin the file with the lines '---', 'heading: …' and '---'."
        reading.problems.add(name, "the heading is missing", remedy, row=1)
        return None
    heading, body = front[1].strip(), front[2].strip("\n")
    if len(heading) > 200:
        reading.problems.add(name, "the heading has more than 200 characters", "Shorten it.", row=2)
        return None
    skipped = len(front[2]) - len(front[2].lstrip("\n"))
    try:
        parse_prose(body)
    except BadProse as error:
        line = _FRONT_LINES + skipped + error.line
        reading.problems.add(name, error.what, "Correct the prose at this line.", row=line)
        return None
    return SectionEntry(int(named[1]), named[2], heading, body)


def save(programme: Programme, parsed: list[SectionEntry]) -> None:
    Section.objects.bulk_create(
        Section(programme=programme, code=e.code, heading=e.heading, body=e.body, position=e.position) for e in parsed
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    for section in programme.report_sections.all():
        name = f"{FOLDER}/{section.position:02d}-{section.code}.md"
        writer.write_text(name, f"---\nheading: {section.heading}\n---\n\n{section.body}\n")


PART = Part("report", 95, (SECTIONS,), read, save, write)
