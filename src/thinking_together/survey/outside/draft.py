"""A questionnaire drafted from somebody else's file of answers, for a person to correct.

The draft is YAML with a note above every item that says why it was read so. It can be used at once: the analysis
accepts the same file with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from thinking_together.survey.form.codes import slug, unique_slugs
from thinking_together.survey.form.questionnaire import ItemKind
from thinking_together.survey.form.scales import KNOWN, LOW_TO_HIGH, Choice
from thinking_together.survey.held.answer_table import AnswerTable
from thinking_together.survey.outside.infer import MISSING_MARKS, Guess, guess_column

_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_GROUPS = {known.name: known.groups for known in KNOWN}


@dataclass(frozen=True, slots=True)
class Draft:
    """The YAML text and what was guessed for each column, in the file's order."""

    yaml: str
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]


def draft_questionnaire(table: AnswerTable, code: str = "draft", known: Mapping[str, Guess] | None = None) -> Draft:
    """A questionnaire for a file of answers; ``known`` tells by heading what columns are that need no guess."""
    cells = {name: table.column(name) for name in table.header}
    told = known or {}
    guesses = tuple(told.get(name) or guess_column(name, cells[name]) for name in table.header)
    seen = {cell for column in cells.values() for cell in column}
    marks = sorted((MISSING_MARKS & seen) - {""})
    missing = tuple(dict.fromkeys((*marks, *(mark for guess in guesses for mark in guess.unread))))
    lines = [*_head(table, slug(code) or "draft", missing, guesses), *_scales(guesses), *_items(guesses)]
    return Draft("\n".join(lines) + "\n", guesses, missing)


def quoted(text: str) -> str:
    """Text as a YAML scalar in double quotes, on one line, that reads back equal."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\U{ord(found[0]):08x}", plain) + '"'


def _head(table: AnswerTable, code: str, missing: tuple[str, ...], guesses: Sequence[Guess]) -> Iterator[str]:
    yield f"# Drafted from {_comment(table.file)}: {len(table.rows)} responses, {len(table.header)} columns."
    yield "# Correct the kinds, texts and orders below; then mark the item that names a sector with 'role: sector'."
    yield f"questionnaire: {quoted(code)}"
    yield 'version: "1"'
    yield f"title: {quoted(f'Questionnaire drafted from {table.file}')}"
    if missing:
        yield "# Entries that mean no answer."
        yield f"missing: [{', '.join(map(quoted, missing))}]"
    left_out = [guess for guess in guesses if guess.kind is None]
    if left_out:
        yield "# Columns that are not read."
        yield "ignore:"
        for guess in left_out:
            yield from (f"  # {_comment(note)}" for note in guess.notes)
            yield f"  - {quoted(guess.heading)}"


def _comment(text: str) -> str:
    return re.sub(r"\s+", " ", _UNPRINTABLE.sub(" ", text))


def _scale_key(guess: Guess) -> tuple[str, ...]:
    return (guess.scale, *guess.labels)


def _scale_names(guesses: Sequence[Guess]) -> dict[tuple[str, ...], str]:
    keys = list(dict.fromkeys(_scale_key(guess) for guess in guesses if guess.kind is ItemKind.LIKERT))
    return dict(zip(keys, unique_slugs([key[0] for key in keys], "scale"), strict=True))


def _scales(guesses: Sequence[Guess]) -> Iterator[str]:
    names = _scale_names(guesses)
    if names:
        yield "scales:"
    for guess in guesses:
        name = names.pop(_scale_key(guess), None) if guess.kind is ItemKind.LIKERT else None
        if name is None:
            continue
        groups = _GROUPS.get(guess.scale, LOW_TO_HIGH)
        codes = unique_slugs(guess.labels, "point", taken=_taken(groups, guess))
        yield f"  {name}:"
        yield "    scale_direction: ascending"
        yield "    choices:"
        yield from _choices(zip(codes, guess.labels, strict=True), "      ")
        if guess.apart:
            apart = [code for code, label in zip(codes, guess.labels, strict=True) if label in guess.apart]
            yield f"    apart: [{', '.join(map(quoted, apart))}]"
        yield "    groups:"
        yield from _choices(((group.code, group.label) for group in groups), "      ")


def _taken(groups: tuple[Choice, Choice, Choice], guess: Guess) -> list[str]:
    """Codes of groups, which a point may not have unless it is the whole group (the middle of an odd scale)."""
    points = len(guess.labels) - len(guess.apart)
    whole = (groups[1].code,) if points % 2 else ()
    return [*MISSING_MARKS] + [
        group.code for group in groups if group.code not in whole or slug(guess.labels[points // 2]) != group.code
    ]


def _items(guesses: Sequence[Guess]) -> Iterator[str]:
    used = [guess for guess in guesses if guess.kind is not None]
    names = _scale_names(guesses)
    yield "items:"
    for guess, code in zip(used, unique_slugs([g.heading for g in used], "item"), strict=True):
        yield ""
        yield from (f"  # {_comment(note)}" for note in guess.notes)
        yield f"  - code: {quoted(code)}"
        yield f"    kind: {guess.kind}"
        yield f"    text: {quoted(guess.heading)}"
        if guess.heading != code:
            yield f"    column: {quoted(guess.heading)}"
        if guess.kind is ItemKind.LIKERT:
            yield f"    scale: {names[_scale_key(guess)]}"
        else:
            yield from _details(guess)


def _details(guess: Guess) -> Iterator[str]:
    if guess.separator:
        yield f"    separator: {quoted(guess.separator)}"
    if guess.limits:
        yield f"    minimum: {guess.limits[0]:g}"
        yield f"    maximum: {guess.limits[1]:g}"
    if guess.bands:
        yield f"    bands: [{', '.join(f'{edge:g}' for edge in guess.bands)}]"
    if guess.labels:
        codes = unique_slugs(guess.labels, "choice", taken=MISSING_MARKS)
        rows = list(zip(codes, guess.labels, strict=True))
        if guess.other:
            (other,) = unique_slugs(["other entry"], "other", taken=codes)
            rows.append((other, "Other entry"))
            yield f"    other: {quoted(other)}"
        yield "    choices:"
        yield from _choices(rows, "      ")


def _choices(rows: Iterable[tuple[str, str]], indent: str) -> Iterator[str]:
    for code, label in rows:
        yield f"{indent}- {{code: {quoted(code)}, label: {quoted(label)}}}"
