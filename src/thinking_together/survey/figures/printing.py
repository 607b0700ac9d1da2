"""Tables and findings as text on a terminal and as plain data for JSON. Only what the gate let through comes here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from thinking_together.analysis.disclosure import POLICIES
from thinking_together.analysis.tables import State, Statistic, Table
from thinking_together.survey.figures.analyse import Analysis, ItemTables
from thinking_together.survey.form.length import BUDGET, path_lengths
from thinking_together.survey.form.questionnaire import Questionnaire, Variable
from thinking_together.survey.form.scales import Scale
from thinking_together.survey.lint import Finding

_WIDEST = 44
_TOLD = {State.SUPPRESSED: "[too small to show]", State.NOT_ASKED: "[not asked]", State.NO_DATA: "[no answers]"}


def print_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def lint_document(questionnaire: Questionnaire, findings: Sequence[Finding]) -> dict[str, Any]:
    """Findings, and how long each sector's path takes."""
    return {
        "questionnaire": questionnaire.code,
        "version": questionnaire.version,
        "findings": [
            {
                "line": finding.line,
                "item": finding.item or None,
                "rule": finding.rule,
                "severity": str(finding.severity),
                "what": finding.what,
                "remedy": finding.remedy,
            }
            for finding in findings
        ],
        "minutes": _minutes(questionnaire),
        "budget": {str(part): minutes for part, minutes in BUDGET.items()},
    }


def _minutes(questionnaire: Questionnaire) -> dict[str, dict[str, float]]:
    """Of each path by sector and staff group, the minutes of both parts."""
    told: dict[str, dict[str, float]] = {}
    for path in path_lengths(questionnaire):
        told.setdefault(path.belonging.name, {})[str(path.part)] = round(path.minutes, 2)
    return told


def analysis_document(analysis: Analysis) -> dict[str, Any]:
    """Every item's tables as plain data."""
    return {
        "questionnaire": analysis.questionnaire.code,
        "version": analysis.questionnaire.version,
        "responses": analysis.responses,
        "by": {
            "code": analysis.split.name,
            "label": analysis.split.label,
            "groups": [{"code": code, "label": label} for code, label in analysis.split.values],
        },
        "policy": {"name": analysis.policy, "rule": POLICIES[analysis.policy].label},
        "items": [_item_document(item) for item in analysis.items],
        "left_out": [{"item": code, "numbers": times} for code, times in analysis.left_out],
    }


def _item_document(item: ItemTables) -> dict[str, Any]:
    variable = item.variable
    return {
        "code": variable.code,
        "kind": str(variable.kind),
        "text": variable.label,
        "options": [{"code": choice.code, "label": choice.label} for choice in variable.choices],
        "scale": _scale_document(variable.item.scale),
        "overall": _table_document(item.overall),
        "by": _table_document(item.by) if item.by else None,
    }


def _scale_document(scale: Scale | None) -> dict[str, Any] | None:
    """The points from least to most, what stands apart, and the sums named for parts of the scale."""
    if scale is None:
        return None
    return {
        "points": [point.code for point in scale.points],
        "apart": [choice.code for choice in scale.apart],
        "sums": [
            {"code": group.code, "label": group.label, "points": list(points)} for group, points in scale.members()
        ],
    }


def _table_document(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "kind": str(table.kind),
        "method": table.method,
        "suppressed": table.suppressed(),
        "cells": [_cell_document(statistic) for statistic in table.statistics],
    }


def _cell_document(statistic: Statistic) -> dict[str, Any]:
    return {
        **dict(statistic.keys),
        "state": str(statistic.state),
        "numerator": _whole(statistic.numerator),
        "denominator": _whole(statistic.denominator),
        "value": statistic.value,
        "lower": statistic.lower,
        "upper": statistic.upper,
    }


def _whole(number: float | None) -> int | float | None:
    return int(number) if number is not None and number == int(number) else number


def analysis_text(analysis: Analysis) -> str:
    """Every item as lines of text: its options, in all and by group."""
    lines = [
        f"{analysis.responses} responses to {analysis.questionnaire.title}, by {analysis.split.label}",
        POLICIES[analysis.policy].label,
    ]
    for item in analysis.items:
        lines += ["", f"{item.variable.code} ({item.variable.kind}): {item.variable.label}"]
        lines += _rows(analysis, item)
    return "\n".join(lines)


def _rows(analysis: Analysis, item: ItemTables) -> Iterator[str]:
    groups = [(code, label) for code, label in analysis.split.values] if item.by else []
    widths = [max(20, len(_short(label))) for _, label in groups]
    labels = _labels(item.variable, item.overall)
    margin = max([len(label) for _, label in labels] + [8])
    heading = [_short(label).ljust(width) for (_, label), width in zip(groups, widths, strict=True)]
    yield "  " + "  ".join(["".ljust(margin), "All".ljust(20), *heading]).rstrip()
    for option, label in labels:
        keys = {"option": option} if option else {}
        cells = [_cell(item.overall.at(**keys)).ljust(20)]
        if item.by:
            places = ({**keys, analysis.split.name: code} for code, _ in groups)
            cells += [_cell(item.by.at(**at)).ljust(width) for at, width in zip(places, widths, strict=True)]
        yield "  " + "  ".join([label.ljust(margin), *cells]).rstrip()


def _labels(variable: Variable, table: Table) -> list[tuple[str, str]]:
    if variable.text:
        return [("", "Answered")]
    points = {choice.code for choice in variable.choices}
    values = table.dimensions[0].values
    return [(code, _short(label) if code in points else f"= {_short(label)}") for code, label in values]


def _short(label: str) -> str:
    return label if len(label) <= _WIDEST else label[: _WIDEST - 1] + "…"


def _cell(statistic: Statistic) -> str:
    if statistic.state is not State.SHOWN or statistic.value is None:
        return _TOLD.get(statistic.state, "")
    return f"{100 * statistic.value:.1f}% ({statistic.numerator:.0f} of {statistic.denominator:.0f})"
