"""The comparison with England in words: which local rates are higher, lower or similar, by their intervals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thinking_together.analysis.tables import Kind, Table
from thinking_together.evidence.figures import FigureInfo
from thinking_together.evidence.reference import Op, Reference, Term
from thinking_together.programmes.models import Programme
from thinking_together.report.domain.document import Block, ResolvedStatement
from thinking_together.report.domain.flow import picture, sentence
from thinking_together.report.domain.ledger import Ledger

WORDS = (("higher_than", "higher than"), ("lower_than", "lower than"), ("similar_to", "similar to"))
MOST = 6


def comparison(ledger: Ledger, programme: Programme) -> tuple[ResolvedStatement, ...]:
    """A sentence a rate and age for the latest period that both areas have; nothing without local data."""
    said: list[ResolvedStatement] = []
    there = comparator_name(ledger, programme).partition(" (")[0]
    for mine, other, told in _pairs(ledger, programme):
        if len(said) == MOST:
            break
        for predicate, words in WORDS:
            text = (
                f"{told}: {{{{ {mine} | rate }}}}, {{{{ {mine} | is: {predicate} {other} | {words} }}}} "
                f"{{{{ {other} | rate }}}} in {there}."
            )
            one = sentence(ledger, f"comparison.s{len(said) + 1}", text)
            if one is not None:
                said.append(one)
                break
    return tuple(said)


def local_pictures(ledger: Ledger, programme: Programme) -> tuple[Block, ...]:
    """Rates by age beside the comparator's, and the course over the years of the first rate that has one."""
    areas = Term("area", Op.EACH, (programme.area_code, programme.comparator_code))
    ages: list[Block] = []
    years: list[Block] = []
    for mine, _, _ in _pairs(ledger, programme):
        info = ledger.resolver.info(mine)
        age, period = (info.dimension(name) if info else None for name in ("age", "period"))
        if not ages and age is not None and len(age.values) > 1:
            by_age = mine.having(areas).having(Term("age", Op.EACH, ()))
            ages += picture(ledger, "local-ages", str(by_age), "rates", "Rates by age beside the comparator's.")
        if not years and period is not None and len(period.values) > 2:
            by_year = mine.having(areas).having(Term("period", Op.EACH, ()))
            years += picture(ledger, "local-years", str(by_year), "trend", "The rate over the years.")
    return (*ages, *years)


def _pairs(ledger: Ledger, programme: Programme) -> Iterator[tuple[Reference, Reference, str]]:
    for info in ledger.resolver.catalogue():
        area = info.dimension("area")
        if info.phase != "local_data" or info.kind is not Kind.RATE or area is None:
            continue
        codes = {code for code, _ in area.values}
        if not {programme.area_code, programme.comparator_code} <= codes:
            continue
        for age, label in _ages(info):
            found = _latest(ledger, info, programme, age)
            if found is not None:
                mine, period = found
                other = mine.having(Term("area", Op.ONE, (programme.comparator_code,)))
                told = (info.title, "" if _said(label, info.title) else label, period)
                yield mine, other, _plain(", ".join(part for part in told if part))


def _said(label: str, title: str) -> bool:
    """Whether a title holds a label's words or its numbers already (``ages 10 to 24`` and ``10–24``)."""
    numbers = re.findall(r"[0-9]+", label)
    held = re.findall(r"[0-9]+", title)
    return label.lower() in title.lower() or (bool(numbers) and all(n in held for n in numbers))


def _ages(info: FigureInfo) -> list[tuple[str, str]]:
    age = info.dimension("age")
    return list(age.values) if age else [("", "")]


def _latest(ledger: Ledger, info: FigureInfo, programme: Programme, age: str) -> tuple[Reference, str] | None:
    """The figure of the area for the latest period in which the area and its comparator both have one."""
    period = info.dimension("period")
    for code, label in reversed(period.values if period else (("", ""),)):
        terms = [Term("area", Op.ONE, (programme.area_code,))]
        terms += [Term("age", Op.ONE, (age,))] if age else []
        terms += [Term("period", Op.ONE, (code,))] if code else []
        mine = Reference(info.phase, info.name, "", tuple(sorted(terms)))
        other = mine.having(Term("area", Op.ONE, (programme.comparator_code,)))
        if all(isinstance(ledger.resolver.resolve(r), Table) for r in (mine, other)):
            return mine, label
    return None


def comparator_name(ledger: Ledger, programme: Programme) -> str:
    """The name of the area that local figures stand beside, as local data have it."""
    for mine, _, _ in _pairs(ledger, programme):
        info = ledger.resolver.info(mine)
        area = info.dimension("area") if info else None
        return dict(area.values).get(programme.comparator_code, "") if area else ""
    return ""


def _plain(text: str) -> str:
    """Words that stand inside prose: nothing in them may be read as a binding or end the sentence."""
    braced = text.replace("{", "(").replace("}", ")")
    return re.sub(r"[.!?]+\s+", ", ", re.sub(r"\s+", " ", braced)).strip(" .!?-#:")
