"""Notes of a gathering as Markdown: a title, headings, and under each what was said, by whom.

    # The title

    ## code: The question or topic

    - sector: what was said,
      going on in lines that are indented
    - group: what everybody agreed

Each list item is one contribution. A heading without any says that the question was put and nothing was said.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from thinking_together.core.tabular import Problems
from thinking_together.core.tabular.columns import CODE

GROUP = "group"  # stands in place of a code for what the whole group agreed
LONGEST_HEADING = 500
_TITLE = re.compile(r"# +(\S.*)\Z")
_HEADING = re.compile(r"## +([^:]*):(.*)\Z")
_ITEM = re.compile(r"- +([^:]*):(.*)\Z")
_MORE = re.compile(r"(?:  |\t)(.*\S)\Z")


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody of a sector or agency said, or the group agreed. ``line`` is where it stands in the file."""

    who: str
    body: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A question or topic with what was said about it."""

    code: str
    text: str
    said: tuple[Contribution, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Notes:
    """One gathering's notes."""

    title: str
    headings: tuple[Heading, ...]


def read_notes(name: str, text: str, problems: Problems) -> Notes | None:
    """The notes of a file called ``name``; ``None`` after naming every problem with its line."""
    before = problems.count
    scan = _Scan(name, problems)
    for row, line in enumerate(unicodedata.normalize("NFC", text).split("\n"), start=1):
        scan.take(row, line.rstrip())
    notes = scan.notes()
    return notes if problems.count == before else None


def print_notes(notes: Notes) -> str:
    """The text that reads back equal."""
    pieces = [f"# {notes.title}"]
    for heading in notes.headings:
        pieces.append(f"## {heading.code}: {heading.text}")
        if heading.said:
            pieces.append("\n".join(_item(contribution) for contribution in heading.said))
    return "\n\n".join(pieces) + "\n"


def _item(contribution: Contribution) -> str:
    first, *others = contribution.body.split("\n")
    return "\n".join([f"- {contribution.who}: {first}", *(f"  {line}" if line else "" for line in others)])


def _contribution(line: int, who: str, body: list[str]) -> Contribution:
    return Contribution(who, "\n".join(body).rstrip("\n"), line)


class _Scan:
    """Takes one line after the other."""

    def __init__(self, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self.title = ""
        self.headings: list[tuple[int, str, str]] = []
        self.said: list[list[tuple[int, str, list[str]]]] = []

    def problem(self, row: int, what: str, remedy: str) -> None:
        self.problems.add(self.name, what, remedy, row=row)

    def take(self, row: int, line: str) -> None:
        if not self.title:
            self._begin(row, line)
        elif heading := _HEADING.match(line):
            self._heading(row, heading[1].strip(), heading[2].strip())
        elif item := _ITEM.match(line):
            self._item(row, item[1].strip(), item[2].strip())
        elif more := _MORE.match(line):
            self._more(row, more[1])
        elif line:
            remedy = "Write '## code: question', '- sector: text', or indent a line that goes on by two spaces."
            self.problem(row, f"'{line[:60]}' is neither a heading nor a contribution", remedy)
        elif self.said and self.said[-1]:
            self.said[-1][-1][2].append("")

    def notes(self) -> Notes:
        if not self.title:
            self.problem(1, "the notes have no title", "Begin with a line '# ' and the title.")
        return Notes(
            self.title,
            tuple(
                Heading(code, text, tuple(_contribution(*one) for one in said), row)
                for (row, code, text), said in zip(self.headings, self.said, strict=True)
            ),
        )

    def _begin(self, row: int, line: str) -> None:
        title = _TITLE.match(line)
        if title:
            self.title = title[1]
            self._short(row, self.title)
        elif line:
            self.problem(row, "the notes have no title", "Begin with a line '# ' and the title.")
            self.title = "?"  # told once; what follows is still looked at
            self.take(row, line)

    def _heading(self, row: int, code: str, text: str) -> None:
        first = next((line for line, known, _ in self.headings if known == code), None)
        if not CODE.match(code):
            self.problem(row, f"'{code[:60]}' is no code", "Write '## code: question' with letters, digits, _ - and .")
        elif first:
            self.problem(row, f"'{code}' stands already on line {first}", "Put what was said under one heading.")
        if not text:
            self.problem(row, "the heading has no words", "Write '## code: question'.")
        self._short(row, text)
        self.headings.append((row, code, text))
        self.said.append([])

    def _item(self, row: int, who: str, text: str) -> None:
        if not self.said:
            self.problem(row, "a contribution stands before the first heading", "Put it under its '## code: question'.")
            return
        if not CODE.match(who):
            self.problem(row, f"'{who[:60]}' does not say who spoke", f"Write '- code: text' or '- {GROUP}: text'.")
        if not text:
            self.problem(row, "the contribution is empty", "Write what was said, or take the line out.")
        self.said[-1].append((row, who, [text]))

    def _more(self, row: int, text: str) -> None:
        if self.said and self.said[-1]:
            self.said[-1][-1][2].append(text)
        else:
            self.problem(row, "an indented line goes on from nothing", "Write it as a contribution: '- sector: text'.")

    def _short(self, row: int, text: str) -> None:
        if len(text) > LONGEST_HEADING:
            self.problem(row, f"the heading is {len(text)} characters long", f"At most {LONGEST_HEADING} fit.")
