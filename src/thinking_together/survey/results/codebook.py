"""The codebook: every variable as it stands in the file of answers, with the words of its codes."""

from __future__ import annotations

from collections.abc import Iterator

from thinking_together.survey.editor.forms import KINDS
from thinking_together.survey.editor.state import whom
from thinking_together.survey.form.drafted import Content
from thinking_together.survey.form.questionnaire import Part, Questionnaire, Variable
from thinking_together.survey.form.rules import in_words

HEADS = ("Code", "Question", "Label", "Kind", "Part", "Asked of", "Asked when", "Answers", "Neutral", "Construct")


def lines(questionnaire: Questionnaire, content: Content) -> Iterator[tuple[str, ...]]:
    """A line a variable; ``content`` is the questionnaire as it was written, for the words of its conditions."""
    when = {item["code"]: in_words(item.get("when"), questionnaire) for item in content["items"]}
    for variable in questionnaire.variables:
        yield _line(questionnaire, variable, when.get(variable.item.code, ""))


def _line(questionnaire: Questionnaire, variable: Variable, when: str) -> tuple[str, ...]:
    item = variable.item
    neutral = item.scale.neutral() if item.scale else ()
    return (
        variable.code,
        item.text,
        variable.label,
        KINDS[variable.kind],
        "second part" if item.part is Part.SECOND else "core",
        whom(questionnaire, item) or "everybody",
        when,
        "; ".join(f"{choice.code} = {choice.label}" for choice in variable.choices),
        neutral[0] if neutral else "",
        item.construct,
    )
