"""The lists of choices of a form, some of which are scales."""

from __future__ import annotations

from typing import Any

from thinking_together.survey.xlsform.cells import Line, Told
from thinking_together.survey.xlsform.layout import YES


class Lists:
    """Choices by the name of their list; a list that a likert question uses is kept as a scale."""

    def __init__(self, lines: list[Line], told: Told) -> None:
        self._choices: dict[str, list[dict[str, str]]] = {}
        self._apart: dict[str, list[str]] = {}
        self._groups: dict[str, list[list[str]]] = {}
        self._scales: set[str] = set()
        for line in lines:
            name, code = line.word("list_name"), line.word("name")
            if not name or not code:
                told.at(line, "list_name", "a choice has no list or no name", "Fill 'list_name' and 'name'.")
                continue
            self._choices.setdefault(name, []).append({"code": code, "label": line.text("label") or code})
            if line.word("tt_apart") == YES:
                self._apart.setdefault(name, []).append(code)

    def __contains__(self, name: str) -> bool:
        return name in self._choices

    def choices(self, name: str) -> list[dict[str, str]]:
        return self._choices[name]

    def scale(self, name: str, groups: list[list[str]], line: Line, told: Told) -> str:
        """Keeps the list as a scale with these names of its sums; the code of the scale."""
        if name in self._scales and self._groups[name] != groups:
            told.at(line, "tt_groups", f"the list '{name}' has other groups above", "Make the groups alike.")
        self._scales.add(name)
        self._groups.setdefault(name, groups)
        return name

    def scales(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in sorted(self._scales, key=list(self._choices).index):
            scale: dict[str, Any] = {"choices": self._choices[name]}
            if name in self._apart:
                scale["apart"] = self._apart[name]
            if self._groups[name]:
                scale["groups"] = [{"code": code, "label": label} for code, label in self._groups[name]]
            found[name] = scale
        return found
