"""What two people coded independently of each other: the same units, and the codes that each of them gave.

Codings do not tell what somebody read and found nothing in. A source (a session, a response, an agency, a meeting) in
which two people coded anything was read by both, with all its texts; what only one of them coded in does not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Exists, OuterRef

from thinking_together.analysis.agreement_of_codes import Given
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.models import Approach, Code, Coding
from thinking_together.synthesis.vocabulary import AgreementUnit

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
Codings = dict[tuple[int, str], list[tuple[str, int, int]]]  # by text and coder: code, start, end


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """``units`` are those that two people read, by pair of coders; ``codes`` (short name, name) those they used."""

    unit: str
    units: tuple[Given, ...]
    codes: tuple[tuple[str, str], ...]
    coders: int
    sources: int


def agreement_unit(programme: Programme) -> str:
    """The declared unit of agreement; empty where none is declared, or where the approach does without."""
    declared = Approach.objects.filter(programme=programme).first()
    return declared.unit_of_agreement if declared else ""


def load_double_coding(programme: Programme, phase: str, unit: str) -> DoubleCoding:
    """What was coded twice in a phase, in units of ``unit``: four statements at most."""
    texts = Text.objects.filter(programme=programme, phase=phase)
    later = texts.filter(ref=OuterRef("ref"), version__gt=OuterRef("version"))
    codings = Coding.objects.filter(text__in=texts.exclude(Exists(later))).order_by()
    coders: dict[str, set[str]] = defaultdict(set)
    for source, coder in codings.values_list("text__unit", "coder").distinct():
        coders[source].add(coder)
    twice = {source: sorted(people) for source, people in coders.items() if len(people) > 1}
    if not twice:
        return DoubleCoding(unit, (), (), 0, 0)
    given: Codings = defaultdict(list)
    rows = codings.filter(text__unit__in=twice).values_list("text_id", "coder", "code__code", "start", "end")
    for text, coder, code, start, end in rows:
        given[text, coder].append((code, start, end))
    read = texts.exclude(Exists(later)).filter(unit__in=twice).order_by("position", "ref")
    units = tuple(
        pair
        for text, source, body in read.values_list("id", "unit", "body")
        for pair in _pairs(given, text, twice[source], passages_of(body, unit))
    )
    used = frozenset[str]().union(*(first | second for first, second in units))
    codes = tuple(Code.objects.filter(programme=programme, code__in=used).values_list("code", "name"))
    return DoubleCoding(unit, units, codes, len({c for people in twice.values() for c in people}), len(twice))


def passages_of(body: str, unit: str) -> list[tuple[int, int]]:
    """The passages that are compared: paragraphs, or the whole text where it is one answer or one speaker's turn."""
    if unit != AgreementUnit.PARAGRAPH:
        return [(0, len(body))]
    return [match.span() for match in _PARAGRAPH.finditer(body)] or [(0, len(body))]


def _pairs(given: Codings, text: int, people: list[str], parts: list[tuple[int, int]]) -> Iterator[Given]:
    for start, end in parts:
        found = [
            frozenset(code for code, begins, ends in given.get((text, person), ()) if begins < end and ends > start)
            for person in people
        ]
        yield from combinations(found, 2)
