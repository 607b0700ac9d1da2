"""Rows of the survey sheet as items: a question a row, a battery as a group shown as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thinking_together.survey.form.safeguarding import LINE
from thinking_together.survey.xlsform.cells import Line, Told
from thinking_together.survey.xlsform.expressions import code_of
from thinking_together.survey.xlsform.layout import LIKERT, TABLE, YES
from thinking_together.survey.xlsform.lists import Lists

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_TELLS_WHO = frozenset(
    {
        *("start", "end", "today", "deviceid", "username", "phonenumber", "email", "simserial", "subscriberid"),
        *("audit", "start-geopoint", "background-audio", "background-geopoint"),
    }
)
_LOOKS = ("", LIKERT, "minimal", "quick", "columns", "columns-pack", "multiline", "autocomplete")
_NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,20})?(?:e[-+][0-9]{1,2})?"
_LIMITS = re.compile(
    rf"\. >= (?P<minimum>{_NUMBER})|\. <= (?P<maximum>{_NUMBER})|count-selected\(\.\) <= (?P<at_most>[0-9]{{1,2}})"
    r"|not\(selected\(\., '(?P<alone>[^']*)'\) and count-selected\(\.\) > 1\)"
)
_PLAIN = {"title": "title", "role": "role", "part": "part", "construct": "construct", "other": "other"}
_PLAIN |= {"column": "column", "separator": "separator", "direction": "scale_direction"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as a questionnaire's file writes it, and the row it begins on."""

    item: dict[str, Any]
    line: Line


def read_entries(lines: list[Line], lists: Lists, told: Told) -> list[Entry]:
    """The items in their order."""
    rows = iter(lines)
    found = []
    for line in rows:
        kind = " ".join(line.word("type").split())
        if kind in ("begin_group", "begin group"):
            entry = _battery(line, rows, lists, told)
        else:
            entry = _question(line, kind, lists, told)
        if entry is not None:
            found.append(entry)
    return found


def json_in(line: Line, column: str, kind: type, told: Told) -> Any:
    """What a cell of ours holds as JSON; nothing where it is empty or broken."""
    if not line.word(column):
        return None
    try:
        found = json.loads(line.text(column))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, kind):
        told.at(line, column, f"'{column}' is not as it was written", "Take it from the form as it was exported.")
        return None
    return found


def _question(line: Line, kind: str, lists: Lists, told: Told) -> Entry | None:
    word, _, rest = kind.partition(" ")
    if word in ("select_one", "select_multiple") and rest:
        return _select(line, word, rest, lists, told)
    if kind in ("text", "integer", "decimal"):
        item = _item(line, "text" if kind == "text" else "number", told)
        if item is not None and kind != "text":
            _bands(item, line, told)
        return Entry(item, line) if item is not None else None
    if kind.casefold() in _TELLS_WHO:
        what = f"'{kind}' records who answers, when or where"
        told.at(line, "type", what, "Take it out: answers are anonymous.")
    elif kind in ("end_group", "end group"):
        told.at(line, "type", "a group ends that did not begin", "Take this row out.")
    else:
        told.at(line, "type", f"'{kind or 'a row without a type'}' is not read", f"Read are: {_READ}.")
    return None


_READ = "select_one, select_multiple, text, integer, decimal, and a group of select_one shown as table-list"


def _select(line: Line, word: str, rest: str, lists: Lists, told: Told) -> Entry | None:
    name = _list_named(rest, line, lists, told)
    likert = line.word("appearance") == LIKERT
    item = _item(line, "likert" if likert else "single" if word == "select_one" else "multiple", told)
    if item is None or name is None:
        return None
    if likert and word == "select_multiple":
        told.at(line, "appearance", "'likert' of a select_multiple is not read", "Make it a select_one.")
    if likert:
        item["scale"] = lists.scale(name, _groups(line, told), line, told)
    else:
        item["choices"] = lists.choices(name)
    return Entry(item, line)


def _battery(line: Line, rows: Iterator[Line], lists: Lists, told: Told) -> Entry | None:
    """A group shown as a table; its rows are read even where the group itself is refused."""
    if line.word("appearance") != TABLE:
        what = f"the group '{line.word('name')}' is not shown as {TABLE}"
        told.at(line, "appearance", what, f"Write {TABLE} there, or take the group's two rows out.")
    item = _item(line, "battery", told)
    named: list[str] = []
    questions: list[dict[str, str]] = []
    for row in rows:
        kind = " ".join(row.word("type").split())
        if kind in ("end_group", "end group"):
            break
        word, _, rest = kind.partition(" ")
        if word != "select_one" or not rest:
            told.at(row, "type", f"'{kind}' inside a group is not read", "Leave select_one rows in it.")
            continue
        for column in sorted(set(row.cells) - {"type", "name", "label"}):
            told.at(row, column, f"'{column}' of a row in a group is not read", "Say it of the group, or take it out.")
        named.append(_list_named(rest, row, lists, told) or "")
        code = code_of(row.word("name")).removeprefix(f"{item['code']}." if item else "")
        _check_code(code, row, told)
        questions.append({"code": code, "label": row.text("label")})
    else:
        told.at(line, "type", "the group does not end", "Write a row 'end_group' after its questions.")
    if item is None or not all(named):
        return None
    if len(set(named)) != 1:
        told.at(line, "type", "the rows of the group do not share one list of choices", "Give them the same list.")
        return None
    item["scale"] = lists.scale(named[0], _groups(line, told), line, told)
    item["rows"] = questions
    return Entry(item, line)


def _list_named(rest: str, line: Line, lists: Lists, told: Told) -> str | None:
    if rest.endswith(" or_other"):
        told.at(line, "type", "'or_other' is not read", "Add the choice to the list, and its name in 'tt_other'.")
        return None
    if rest not in lists:
        told.at(line, "type", f"there is no list '{rest}' in the sheet 'choices'", "Add its choices there.")
        return None
    return rest


def _item(line: Line, kind: str, told: Told) -> dict[str, Any] | None:
    code = code_of(line.word("name"))
    if not _check_code(code, line, told):
        return None
    item: dict[str, Any] = {"code": code, "kind": kind, "text": line.text("label") or code}
    for column, key in _PLAIN.items():
        if value := line.text(f"tt_{column}"):
            item[key] = value
    if hint := _hint(line, kind):
        item["hint"] = hint
    if line.word("tt_audience"):
        item["audience"] = line.word("tt_audience").split()
    if line.word("tt_points"):
        item["points"] = _number(line, "tt_points", told)
    if line.word("tt_sensitive") == YES:
        item["disclosure"] = "sensitive"
    if line.word("tt_split") == YES:
        item["split"] = True
    if mentions := json_in(line, "tt_mentions", dict, told):
        item["mentions"] = _mentions(mentions)
    if bands := json_in(line, "tt_bands", list, told):
        item["bands"] = bands
    _required(line, item, told)
    _constraint(line, item, told)
    if line.word("appearance") not in (*_LOOKS, *([TABLE] if kind == "battery" else [])):
        told.at(line, "appearance", f"the appearance '{line.word('appearance')}' is not read", "Empty this cell.")
    return item


def _check_code(code: str, line: Line, told: Told) -> bool:
    if _CODE.fullmatch(code):
        return True
    what = f"'{code}' cannot be a code" if code else "the row has no name"
    told.at(line, "name", what, "Use small letters, digits, _ and -, at most 60 characters.")
    return False


def _hint(line: Line, kind: str) -> str:
    """Without the safeguarding line, which every open question has anyway."""
    hint = line.text("hint")
    return hint.removesuffix(LINE).removesuffix("\n\n") if kind == "text" and hint.endswith(LINE) else hint


def _required(line: Line, item: dict[str, Any], told: Told) -> None:
    if line.word("required").casefold().rstrip("()") in ("", "no", "false"):
        return
    if item.get("role") != "consent":
        told.at(line, "required", "'required' is not read", "Empty it: nothing but the consent has to be answered.")


def _constraint(line: Line, item: dict[str, Any], told: Told) -> None:
    text, at = line.word("constraint"), 0
    while at < len(text):
        found = _LIMITS.match(text, at)
        if found is None or (found.end() < len(text) and not text.startswith(" and ", found.end())):
            told.at(line, "constraint", f"the constraint '{text[at : at + 60]}' is not read", _CONSTRAINTS)
            return
        at = found.end() + len(" and ")
        name = str(found.lastgroup)
        if name == "alone":
            item.setdefault("alone", []).append(found["alone"])
        else:
            item[name] = _as_number(found[name])


_CONSTRAINTS = "Read are limits such as '. >= 0 and . <= 60' and 'count-selected(.) <= 3'; empty the cell otherwise."


def _bands(item: dict[str, Any], line: Line, told: Told) -> None:
    if "bands" not in item:
        what = "a number has no bands in which it is reported"
        told.at(line, "tt_bands", what, "Add a column 'tt_bands' with their lower edges, such as [2,5,10].")


def _groups(line: Line, told: Told) -> list[list[str]]:
    found = json_in(line, "tt_groups", list, told) or []
    if found and not all(isinstance(g, list) and len(g) == 2 and all(isinstance(w, str) for w in g) for g in found):
        told.at(line, "tt_groups", "'tt_groups' is not as it was written", "Take it from the form as it was exported.")
        return []
    return found


def _mentions(given: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for code, names in given.items():
        label, *aliases = names if isinstance(names, list) and names else [names]
        told[code] = {"label": label, **({"aliases": aliases} if aliases else {})}
    return told


def _number(line: Line, column: str, told: Told) -> float | None:
    if re.fullmatch(_NUMBER, line.word(column)):
        return _as_number(line.word(column))
    told.at(line, column, f"'{line.word(column)}' is not a number", "Write a number.")
    return None


def _as_number(text: str) -> float:
    return float(text) if re.search(r"[.e]", text) else int(text)
