"""The answer of ``rates`` as CSV or as one JSON document, piece by piece: it may be longer than memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from thinking_together.analysis.rates import Estimate
from thinking_together.core.tabular.formula import guard

REPEATED = "variance of events that are not independent"


class RateKind(StrEnum):
    RATE = "rate"
    PROPORTION = "proportion"
    DSR = "dsr"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: what identifies it, and its estimate."""

    group: str | None
    numerator: float
    denominator: float
    estimate: Estimate
    repeated: bool = False

    @property
    def method(self) -> str:
        """The method's name; with what is added for people who are counted more than once."""
        label = self.estimate.method.label
        return f"{label}, {REPEATED}" if self.repeated and self.estimate.value is not None else label


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be computed; rates are per ``multiplier`` people."""

    kind: RateKind
    confidence: float
    multiplier: float


def in_json(asked: Asked, lines: Iterable[Line]) -> Iterator[str]:
    about: dict[str, object] = {"kind": asked.kind.value, "confidence": asked.confidence}
    if asked.kind is not RateKind.PROPORTION:
        about["multiplier"] = _plain(asked.multiplier)
    before, after = json.dumps(about | {"rows": []}, indent=2).split("[]")
    between = before + "["
    for line in lines:
        row = json.dumps(_row(line), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        yield f"{between}\n    {row}"
        between = ","
    yield "\n  ]" + after + "\n"


def _row(line: Line) -> dict[str, object]:
    estimate = line.estimate
    return {
        **({} if line.group is None else {"group": line.group}),
        "numerator": _plain(line.numerator),
        "denominator": _plain(line.denominator),
        "value": estimate.value,
        "lower": estimate.lower,
        "upper": estimate.upper,
        "method": line.method,
    }


def in_csv(asked: Asked, lines: Iterable[Line]) -> Iterator[str]:
    first = ["group"] if asked.kind is RateKind.DSR else []
    head = _record([*first, "numerator", "denominator", "value", "lower", "upper", "method"])
    for line in lines:
        group = [] if line.group is None else [guard(line.group)]
        e = line.estimate
        limits = ["" if number is None else repr(number) for number in (e.value, e.lower, e.upper)]
        yield head + _record([*group, _plain(line.numerator), _plain(line.denominator), *limits, line.method])
        head = ""


def _record(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _plain(number: float) -> int | float:
    """A whole number without its ``.0``, as people write counts."""
    return int(number) if number == int(number) else number
