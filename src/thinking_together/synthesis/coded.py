"""What one phase's texts hold: who spoke where, and which code was found where.

A *unit* is what is counted (a session, a response, an agency's answer or a meeting). A passage that two people coded
alike counts once; a code is found where one of its children is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from thinking_together.evidence.counted_units import releases_of_units
from thinking_together.evidence.models import Text
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.models import Code, Coding

Passage = tuple[int, int, int]  # text, start, end
Tally = Mapping[str, Counter[str]]  # sector -> unit -> passages


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in order, with the children of each."""

    codes: tuple[tuple[str, str], ...]  # (short name, name)
    children: Mapping[str, tuple[str, ...]]

    def label(self, code: str) -> str:
        return dict(self.codes).get(code, code)

    def family(self, code: str) -> frozenset[str]:
        """The code and all below it."""
        found = {code}
        waiting = list(self.children.get(code, ()))
        while waiting:
            child = waiting.pop()
            found.add(child)
            waiting.extend(self.children.get(child, ()))
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Coded:
    """A phase's texts and codings, ready to be counted. A text without sector stands under ``""``.

    ``earlier``: those of the release before, where the phase is counted in releases.
    """

    sectors: tuple[tuple[str, str], ...]  # (code, name) of sectors with a text, in the programme's order
    spoke: Mapping[str, frozenset[str]]  # sector -> units in which it has a text
    passages: Mapping[str, Mapping[Passage, tuple[str, str]]]  # code -> passage -> (sector, unit)
    coders: int
    _tallies: dict[frozenset[str], Tally] = field(default_factory=dict)
    earlier: Coded | None = None

    def units(self, sectors: Iterable[str] | None = None) -> frozenset[str]:
        """Units with any text (of these sectors)."""
        named = self.spoke if sectors is None else sectors
        return frozenset[str]().union(*(self.spoke.get(sector, frozenset()) for sector in named))

    def tally(self, codes: frozenset[str]) -> Tally:
        """Distinct passages with any of the codes, by sector and unit; computed once for each set of codes."""
        if codes not in self._tallies:
            places: dict[Passage, tuple[str, str]] = {}
            for code in codes:
                places.update(self.passages.get(code, {}))
            counts: dict[str, Counter[str]] = defaultdict(Counter)
            for sector, unit in places.values():
                counts[sector][unit] += 1
            self._tallies[codes] = dict(counts)
        return self._tallies[codes]

    def found(self, codes: frozenset[str], sectors: Iterable[str] | None = None) -> Counter[str]:
        """Passages by unit (in texts of these sectors); a unit without any is not in it."""
        tally = self.tally(codes)
        total: Counter[str] = Counter()
        for sector in tally if sectors is None else sectors:
            total.update(tally.get(sector, {}))
        return total


def load_codebook(programme: Programme) -> Codebook:
    rows = list(Code.objects.filter(programme=programme).values_list("code", "name", "parent__code"))
    children: dict[str, list[str]] = defaultdict(list)
    for code, _, parent in rows:
        if parent:
            children[parent].append(code)
    return Codebook(
        tuple((code, name) for code, name, _ in rows),
        {code: tuple(below) for code, below in children.items()},
    )


def load_coded(programme: Programme, phase: str) -> Coded:
    """Who spoke where, and the codings of the newest version of each text, of the units that are counted."""
    everything, releases = _everything(programme, phase), releases_of_units(programme, phase)
    if releases is None:
        return everything
    found: Coded | None = None
    for number in sorted(set(releases.values())):
        found = _only(everything, {unit for unit, since in releases.items() if since <= number}, found)
    return found or _only(everything, set(), None)


def _only(coded: Coded, units: Set[str], earlier: Coded | None) -> Coded:
    spoke = {sector: frozenset(of & units) for sector, of in coded.spoke.items()}
    passages = {
        code: {passage: place for passage, place in found.items() if place[1] in units}
        for code, found in coded.passages.items()
    }
    sectors = tuple((code, name) for code, name in coded.sectors if spoke[code])
    return Coded(sectors, {sector: of for sector, of in spoke.items() if of}, passages, coded.coders, earlier=earlier)


def _everything(programme: Programme, phase: str) -> Coded:
    """Three statements."""
    texts = Text.objects.filter(programme=programme, phase=phase)
    later = texts.filter(ref=OuterRef("ref"), version__gt=OuterRef("version"))
    renewed = texts.filter(version__gt=1).order_by().values("ref")  # few, so that the others are not looked at twice
    newest = texts.exclude(Exists(later), ref__in=renewed).order_by()
    spoke: dict[str, set[str]] = defaultdict(set)
    for sector, unit in newest.values_list("sector", "unit").distinct().iterator():
        spoke[sector].add(unit)
    coded = newest.filter(codings__isnull=False).values_list("id", "sector", "unit")
    places = {key: (sector, unit) for key, sector, unit in coded}
    passages: dict[str, dict[Passage, tuple[str, str]]] = defaultdict(dict)
    coders = set()
    codings = Coding.objects.filter(text__programme=programme, text__phase=phase).order_by()
    for code, text, start, end, coder in codings.values_list("code__code", "text_id", "start", "end", "coder"):
        if text in places:
            passages[code][text, start, end] = places[text]
            coders.add(coder)
    sectors = tuple((s.code, s.name) for s in programme.sectors.all() if s.code in spoke)
    return Coded(sectors, {sector: frozenset(units) for sector, units in spoke.items()}, dict(passages), len(coders))
