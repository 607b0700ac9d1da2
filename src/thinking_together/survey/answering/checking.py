"""What was answered, question by question, with a way to change each."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.survey.answering import showing
from thinking_together.survey.answering.route import Route
from thinking_together.survey.answering.standing import Standing
from thinking_together.survey.form.questionnaire import ItemKind, Part, Role, Variable
from thinking_together.survey.held.identifiers import kinds


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered to it; nothing where it was left open. ``may_name``: what may tell of whom."""

    text: str
    answers: tuple[str, ...]
    address: str
    may_name: tuple[str, ...] = ()


def check_page(standing: Standing, way: Route, mark: str) -> str:
    root = showing.root(standing.owner.slug)
    told = {"owner": standing.owner, "root": root, "lines": lines(way, root), "mark": mark}
    return showing.page(
        standing.owner, "Check your answers", showing.rendered("check.html", title="Check your answers", **told)
    )


def lines(way: Route, root: str) -> list[Line]:
    found = []
    for page in way.survey.pages:
        if page.part is Part.SECOND and not way.second:
            continue
        asked = {item.code for item in way.items(page)}
        for variable in page.variables:
            if variable.item.code in asked and variable.item.role is not Role.CONSENT:
                address = f"{root}-/{page.number}?check"
                said = as_said(variable, way.answers.get(variable.code, ()))
                named = kinds(said[0]) if said and variable.text else ()
                found.append(Line(variable.label, said, address, named))
    return found


def as_said(variable: Variable, given: tuple[str, ...]) -> tuple[str, ...]:
    """An answer in the words that were chosen or typed."""
    if variable.kind in (ItemKind.TEXT, ItemKind.NUMBER):
        return given
    labels = {choice.code: choice.label for choice in variable.choices}
    return tuple(labels[code] for code in given if code in labels)
