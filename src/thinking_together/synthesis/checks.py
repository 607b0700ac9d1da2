"""What a finding lacks to be final. A report published strictly refuses each of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from thinking_together.programmes.models import PhaseCode, Programme
from thinking_together.synthesis.copies import Explained, copies, says_nothing, words_of
from thinking_together.synthesis.queries import findings
from thinking_together.synthesis.seen import FindingView
from thinking_together.synthesis.vocabulary import Component, Convergence, FindingKind


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing a finding lacks, and what to do about it."""

    finding: str
    what: str
    remedy: str


def lacks(programme: Programme) -> tuple[Lack, ...]:
    """Everything the programme's findings lack, finding by finding."""
    return lacks_of(findings(programme))


def lacks_of(found: Sequence[FindingView]) -> tuple[Lack, ...]:
    """The same for findings at hand."""
    copied = _copied(found)
    return tuple(lack for finding in found for lack in (*_own(finding), *copied.get(finding.code, ())))


def _own(finding: FindingView) -> Iterator[Lack]:
    if not finding.theme and finding.kind == FindingKind.FINDING:
        yield Lack(finding.code, "it belongs to no theme", "Name its theme in the front matter.")
    yield from _triangulation(finding)
    yield from _confidence(finding)
    yield from _negative_cases(finding)


def _triangulation(finding: FindingView) -> Iterator[Lack]:
    told = {row.phase: row for row in finding.triangulation}
    for phase in PhaseCode:
        row = told.get(phase.value)
        if row is None:
            remedy = "Judge it: agreement, partial agreement, dissonance, or silence with its kind."
            yield Lack(finding.code, f"triangulation says nothing of the phase {phase.label}", remedy)
        elif not _words(row.explanation):
            if row.convergence == Convergence.DISSONANCE:
                what = f"the dissonance of the phase {phase.label} is not explained"
            else:
                what = f"the {row.convergence_label} of the phase {phase.label} has no explanation"
            yield Lack(finding.code, what, "Write in synthesis/triangulation.csv why it was judged so.")


def _confidence(finding: FindingView) -> Iterator[Lack]:
    told = {row.component: row for row in finding.confidence}
    for component in Component:
        row = told.get(component.value)
        if row is None:
            yield Lack(finding.code, f"{component.label} is not judged", "Add the row to synthesis/confidence.csv.")
        elif not _words(row.explanation):
            what = f"the judgement of {component.label} has no explanation"
            yield Lack(finding.code, what, "Write in synthesis/confidence.csv why it was judged so.")


def _negative_cases(finding: FindingView) -> Iterator[Lack]:
    file = "synthesis/negative_cases.csv"
    if not finding.negative_cases:
        remedy = f"Look for what speaks against it and write in {file} what was found, even if nothing was."
        yield Lack(finding.code, "no negative case was looked for", remedy)
    for case in finding.negative_cases:
        parts = (
            ("what was looked for", case.looked_for),
            ("what was found", case.found),
            ("what it means", case.explanation),
        )
        for name, text in parts:
            if not _words(text):
                yield Lack(finding.code, f"a negative case does not say {name}", f"Fill the cell in {file}.")


def _copied(found: Sequence[FindingView]) -> dict[str, list[Lack]]:
    """Explanations that say the same words twice, within a finding or between two, and those that say nothing."""
    lacking: dict[str, list[Lack]] = defaultdict(list)
    explained = [one for finding in found for one in _explanations(finding) if words_of(one.text)]
    meanings = [one for finding in found for one in _meanings(finding) if words_of(one.text)]
    for one, earlier in copies([*explained, *meanings]):
        what = f"{one.place} is explained in the same words as {earlier.place} of {earlier.finding}"
        lacking[one.finding].append(Lack(one.finding, what, "Write what is particular to this judgement."))
    cases = [one for finding in found for one in _cases(finding) if words_of(one.text)]
    for one in [*explained, *cases]:
        if says_nothing(one):
            what = f"the explanation of {one.place} would fit any finding: “{one.text.strip()}”"
            lacking[one.finding].append(Lack(one.finding, what, "Write what is particular to this judgement."))
    return lacking


def _explanations(finding: FindingView) -> Iterable[Explained]:
    for row in finding.triangulation:
        place = f"triangulation with the phase {row.phase_label}"
        yield Explained(finding.code, place, row.explanation, f"{row.phase_label} {row.convergence_label}")
    for judged in finding.confidence:
        place = f"the judgement of {judged.component_label}"
        yield Explained(finding.code, place, judged.explanation, f"{judged.component_label} {judged.level_label}")


def _meanings(finding: FindingView) -> Iterable[Explained]:
    """What negative cases mean; that nothing was found may well be said of many."""
    for at, case in enumerate(finding.negative_cases, start=1):
        yield Explained(finding.code, f"negative case {at}", case.explanation)


def _cases(finding: FindingView) -> Iterable[Explained]:
    """Whole cases; one that lacks a part is told by that."""
    for at, case in enumerate(finding.negative_cases, start=1):
        parts = (case.looked_for, case.found, case.explanation)
        if all(map(_words, parts)):
            yield Explained(finding.code, f"negative case {at}", " ".join(parts))


def _words(text: str) -> str:
    return " ".join(words_of(text))
