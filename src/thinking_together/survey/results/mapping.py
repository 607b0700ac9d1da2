"""Which column of another tool's file is which item, and which of its words stands for which code.

What is read so is a wave of its own: the items of the published questionnaire that were found in the file, under their
codes, and further items as the draft guessed them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thinking_together.survey.form.codes import unique_slugs
from thinking_together.survey.form.conditions import refers_to
from thinking_together.survey.form.drafted import Content
from thinking_together.survey.form.questionnaire import Item, ItemKind, Questionnaire, Variable
from thinking_together.survey.form.reading import from_content, read_questionnaire
from thinking_together.survey.form.routing import AnswerState, Router, belonging_items
from thinking_together.survey.form.scales import normal
from thinking_together.survey.held.answer_table import AnswerTable
from thinking_together.survey.held.infer_multiple import split_choices
from thinking_together.survey.held.infer_number import as_number
from thinking_together.survey.held.responses import NOT_APPLICABLE, NOT_ASKED, print_text
from thinking_together.survey.outside.draft import draft_questionnaire
from thinking_together.survey.outside.infer import MISSING_MARKS
from thinking_together.survey.results.column_words import LEFT_OUT, NEW, NO_ANSWER, Chosen, Words, by_codes, words_of
from thinking_together.survey.results.foreign import Foreign

_MARKS = {AnswerState.NOT_ASKED: NOT_ASKED, AnswerState.NOT_APPLICABLE: NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Wave:
    """A questionnaire and the answers to it, as a bundle has them."""

    content: Content
    table: AnswerTable


def proposed(asked: Questionnaire, headings: Sequence[str]) -> dict[str, str]:
    """For each column the item that has its heading as code or question; else a new one."""
    known = {normal(words): v.code for v in asked.variables for words in (v.code, v.item.text, v.label, v.title)}
    found: dict[str, str] = {}
    for heading in headings:
        code = known.get(normal(heading), NEW)
        found[heading] = NEW if code in found.values() else code
    return found


def wave_of(base: Content, foreign: Foreign, chosen: Chosen, words: Words, keys: Sequence[str]) -> Wave:
    """The wave; ``keys`` name its responses. Nothing of it has been checked but what ``missing_words`` looks at."""
    asked, table = from_content(base), foreign.table
    mapped = {chosen[h]: h for h in table.header if chosen.get(h, LEFT_OUT) not in (LEFT_OUT, NEW)}
    new = [heading for heading in table.header if chosen.get(heading) == NEW]
    drafted, renamed = _drafted(foreign, new, asked)
    items = [_kept(item, content, asked, mapped) for item, content in zip(asked.items, base["items"], strict=True)]
    content = {
        **{name: value for name, value in base.items() if name not in ("missing", "ignore")},
        "version": f"file-{foreign.mark}",
        "scales": {**base.get("scales", {}), **drafted.get("scales", {})},
        "items": [*(item for item in items if item), *drafted.get("items", ())],
        **({"missing": drafted["missing"]} if drafted.get("missing") else {}),
    }
    columns = {code: _coded(foreign, heading, asked.variable(code), words) for code, heading in mapped.items()}
    columns |= {code: _as_guessed(foreign, heading) for code, heading in renamed.items()}
    return Wave(content, _marked(from_content(content), table, columns, keys))


def _kept(item: Item, content: Mapping[str, Any], asked: Questionnaire, mapped: Mapping[str, str]) -> dict[str, Any]:
    """The item as it was published, without rows that are not in the file and conditions nobody can look at."""
    rows = [row for row in content.get("rows", ()) if f"{item.code}.{row['code']}" in mapped]
    if not rows and item.code not in mapped:
        return {}
    kept = {name: value for name, value in content.items() if name != "column"}
    if rows:
        kept["rows"] = rows
    if item.when is not None and not set(refers_to(item.when)) <= mapped.keys():
        kept.pop("when")
    if item.audience and not set(belonging_items(asked)) <= mapped.keys():
        kept.pop("audience")
    return kept


def _drafted(foreign: Foreign, new: Sequence[str], asked: Questionnaire) -> tuple[dict[str, Any], dict[str, str]]:
    """Content of the new items, and their headings by code."""
    if not new:
        return {}, {}
    table = foreign.table
    some = AnswerTable(table.file, tuple(new), tuple(zip(*map(table.column, new), strict=True)), table.lines)
    content: dict[str, Any] = dict(
        read_questionnaire(draft_questionnaire(some, known={g.heading: g for g in foreign.guesses}).yaml)[1].content
    )
    taken = [*(item.code for item in asked.items), "response", "day", "outcome", "trial", "counted_from"]
    codes = unique_slugs([item["code"] for item in content["items"]], "item", taken=taken)
    headings = [item.get("column", item["code"]) for item in content["items"]]
    scales = {name: f"{name}_of_file" for name in content.get("scales", {})}
    items = []
    for code, item in zip(codes, content["items"], strict=True):
        plain = {name: value for name, value in item.items() if name != "column"}
        items.append({**plain, "code": code, **({"scale": scales[item["scale"]]} if "scale" in item else {})})
    told = {scales[name]: value for name, value in content.get("scales", {}).items()}
    return {**content, "items": items, "scales": told}, dict(zip(codes, headings, strict=True))


def _as_guessed(foreign: Foreign, heading: str) -> list[str]:
    """Numbers that nobody can mean are not read, as the guess says of them."""
    cells, limits = foreign.table.column(heading), foreign.guess(heading).limits
    if limits is None:
        return cells
    numbers = map(as_number, cells)
    kept = (number is None or limits[0] <= number <= limits[1] for number in numbers)
    return [cell if keep else "" for cell, keep in zip(cells, kept, strict=True)]


def _coded(foreign: Foreign, heading: str, variable: Variable, words: Words) -> list[str]:
    guess = foreign.guess(heading)
    cells = foreign.table.column(heading)
    if not by_codes(variable):
        return ["" if variable.kind is not ItemKind.TEXT and cell in MISSING_MARKS else cell for cell in cells]
    known = words_of(foreign, heading, variable)
    codes = {word: words.get((heading, word), NO_ANSWER) for word in known}
    labels = {normal(one.label) for one in variable.choices}

    def coded(cell: str) -> str:
        parts = [cell]
        if variable.multiple:
            parts = split_choices(cell, guess.separator or ";", lambda one: normal(one) in labels)
        found = (codes.get(part, NO_ANSWER) for part in parts)
        return variable.item.separator.join(dict.fromkeys(code for code in found if code != NO_ANSWER))

    return [coded(cell) for cell in cells]


def _marked(
    questionnaire: Questionnaire, table: AnswerTable, columns: Mapping[str, Sequence[str]], keys: Sequence[str]
) -> AnswerTable:
    """Where nothing stands because it was not put to somebody, the mark that says so."""
    router, variables = Router(questionnaire), questionnaire.variables
    rows = []
    for at, key in enumerate(keys):
        cells = {variable.code: columns[variable.code][at] for variable in variables}
        given = {v.code: tuple(cells[v.code].split(v.item.separator)) for v in variables if cells[v.code]}
        states = router.states(given)
        marks = [_cell(v, cells[v.code]) or _MARKS.get(state, "") for v, state in zip(variables, states, strict=True)]
        rows.append((key, *marks))
    return AnswerTable(table.file, ("response", *(v.code for v in variables)), tuple(rows), table.lines)


def _cell(variable: Variable, cell: str) -> str:
    """What somebody wrote is never taken for a mark."""
    return print_text(cell) if variable.text else cell
