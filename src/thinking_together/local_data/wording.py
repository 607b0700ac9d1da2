"""Titles of tables, and a comparison in words."""

from __future__ import annotations

from thinking_together.analysis.comparison import Outcome, Polarity, compare
from thinking_together.analysis.tables import Statistic
from thinking_together.evidence.figures import FigureInfo, Mode
from thinking_together.local_data.codes import ALL_AGES, PERSONS, WHOLE
from thinking_together.local_data.interval import PERCENT
from thinking_together.local_data.question import PLACES, Question

_UNSAID = {"sex": PERSONS, "age": ALL_AGES, "category": WHOLE}


def title_of(info: FigureInfo, question: Question) -> str:
    """For instance "Admissions for self-harm: rate per 100,000, Fernshire, 2020/21, by age"."""
    said = (_label(info, name, question) for name in PLACES)
    by = " and ".join(dimension.label.lower() for dimension in question.dimensions)
    parts = (_measure(question), *said, f"by {by}" if by else "")
    return f"{question.indicator.title}: {', '.join(filter(None, parts))}"


def _measure(question: Question) -> str:
    if question.others:
        only = f"of “{question.others[0].title}”" if len(question.others) == 1 else "of other counts"
        return f"as a share {only}"
    if question.counts:
        return f"number of {question.indicator.unit}"
    multiplier = question.indicator.multiplier
    return "percentage" if multiplier == PERCENT else f"rate per {multiplier:,.0f}"


def _label(info: FigureInfo, name: str, question: Question) -> str:
    """What is said of a key: nothing where it has its usual value, or only one in all the data."""
    choice = question.choices[name]
    dimension = info.dimension(name)
    if choice.mode is not Mode.ONE or dimension is None or choice.values[0] == _UNSAID.get(name):
        return ""
    if name in _UNSAID and len(dimension.values) == 1:
        return ""
    return dict(dimension.values).get(choice.values[0], choice.values[0])


def in_words(mine: Statistic, other: Statistic, name: str, polarity: Polarity = Polarity.NO_JUDGEMENT) -> str:
    """How a shown figure stands beside another's, such as "higher than England"; empty where not compared."""
    outcome = compare(mine.lower, mine.upper, other.value, polarity).outcome
    if outcome is Outcome.NOT_COMPARED:
        return ""
    return f"{outcome.value} {'to' if outcome is Outcome.SIMILAR else 'than'} {name}"
