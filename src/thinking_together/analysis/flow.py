"""The PRISMA 2020 flow, counted from the log of what was found and decided; nothing is typed.

Source: Page MJ et al (2021), "The PRISMA 2020 statement", BMJ 372:n71. A record is decided at a stage when an
adjudicator has ruled, or when all its reviewers agree; until then it waits, and the waiting are counted too, so that
every box is the sum of the boxes it leads to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    TITLE = "title"  # title and abstract, or for grey literature the landing page
    FULL_TEXT = "full_text"


class Verdict(StrEnum):
    INCLUDE = "include"
    EXCLUDE = "exclude"
    UNSURE = "unsure"
    NOT_RETRIEVED = "not_retrieved"  # full text only


@dataclass(frozen=True, slots=True)
class Record:
    """A record found. ``duplicate_of`` names the record it repeats; ``source`` where it was found."""

    key: str
    source: str = ""
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One reviewer's decision on a record at a stage. ``adjudicates`` ends a disagreement, whatever others said."""

    record: str
    stage: Stage
    verdict: Verdict
    reason: str = ""
    adjudicates: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, by name: a source, or a reason for exclusion. Most first, then by name."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Counts of records. identified = duplicates_removed + not_yet_screened + screened;
    screened = excluded + undecided + sought; sought = not_retrieved + not_yet_assessed + assessed;
    assessed = the sum of excluded_with_reasons + unsettled + included.
    """

    identified: int
    duplicates_removed: int
    not_yet_screened: int
    screened: int
    excluded: int
    undecided: int
    sought: int
    not_retrieved: int
    not_yet_assessed: int
    assessed: int
    excluded_with_reasons: tuple[Tally, ...]
    unsettled: int
    included: int
    sources: tuple[Tally, ...]

    @property
    def excluded_full_text(self) -> int:
        return sum(tally.count for tally in self.excluded_with_reasons)


class FlowError(ValueError):
    """The log contradicts itself; ``record`` is where."""

    def __init__(self, record: str, what: str) -> None:
        super().__init__(f"record '{record}': {what}")
        self.record = record


NO_REASON = "no reason given"


def flow(records: Iterable[Record], decisions: Iterable[Decision]) -> Flow:
    """Counts of every box. Decisions about a duplicate are passed over: its original carries them.

    ``FlowError`` for a key that stands twice, a duplicate of an unknown record or of itself by a circle, a decision
    about an unknown record, or one on a full text whose title was not taken forward.
    """
    found = _unique(records)
    kept = [r.key for r in found.values() if _original(found, r) is r]
    log = _log(found, decisions)
    outcomes = {key: _settle(log.get((key, Stage.TITLE), ())) for key in kept}
    screened = [key for key in kept if (key, Stage.TITLE) in log]
    sought = [key for key in screened if outcomes[key] in (Verdict.INCLUDE, Verdict.UNSURE)]
    _in_order(kept, set(sought), log)
    texts = {key: _settle(log.get((key, Stage.FULL_TEXT), ())) for key in sought}
    began = [key for key in sought if (key, Stage.FULL_TEXT) in log]
    assessed = [key for key in began if texts[key] is not Verdict.NOT_RETRIEVED]
    out = [key for key in assessed if texts[key] is Verdict.EXCLUDE]
    included = sum(texts[key] is Verdict.INCLUDE for key in assessed)
    excluded = sum(outcomes[key] is Verdict.EXCLUDE for key in screened)
    return Flow(
        identified=len(found),
        duplicates_removed=len(found) - len(kept),
        not_yet_screened=len(kept) - len(screened),
        screened=len(screened),
        excluded=excluded,
        undecided=len(screened) - excluded - len(sought),
        sought=len(sought),
        not_retrieved=len(began) - len(assessed),
        not_yet_assessed=len(sought) - len(began),
        assessed=len(assessed),
        excluded_with_reasons=_tallies(_reason(log[key, Stage.FULL_TEXT]) for key in out),
        unsettled=len(assessed) - len(out) - included,
        included=included,
        sources=_tallies(r.source for r in found.values()),
    )


_Log = Mapping[tuple[str, Stage], list[Decision]]


def _unique(records: Iterable[Record]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for record in records:
        if found.setdefault(record.key, record) is not record:
            raise FlowError(record.key, "it stands twice among the records found")
    return found


def _original(found: Mapping[str, Record], record: Record) -> Record:
    """The record at the end of a chain of duplicates."""
    seen = {record.key}
    while record.duplicate_of is not None:
        if record.duplicate_of not in found:
            raise FlowError(record.key, f"it is a duplicate of '{record.duplicate_of}', which was not found")
        record = found[record.duplicate_of]
        if record.key in seen:
            raise FlowError(record.key, "it is a duplicate of itself")
        seen.add(record.key)
    return record


def _log(found: Mapping[str, Record], decisions: Iterable[Decision]) -> dict[tuple[str, Stage], list[Decision]]:
    log: dict[tuple[str, Stage], list[Decision]] = {}
    for decision in decisions:
        if decision.record not in found:
            raise FlowError(decision.record, "a decision names it, but it was not found")
        if decision.stage is Stage.TITLE and decision.verdict is Verdict.NOT_RETRIEVED:
            raise FlowError(decision.record, "only a full text can be not retrieved")
        log.setdefault((decision.record, decision.stage), []).append(decision)
    return log


def _settle(decisions: Iterable[Decision]) -> Verdict | None:
    """The last adjudication, else what all reviewers say; a title nobody would exclude goes forward."""
    said = tuple(decisions)
    ruled = [d.verdict for d in said if d.adjudicates]
    if ruled:
        return ruled[-1]
    verdicts = {d.verdict for d in said}
    if len(verdicts) == 1:
        (only,) = verdicts
        return None if only is Verdict.UNSURE and said[0].stage is Stage.FULL_TEXT else only
    forward = verdicts == {Verdict.INCLUDE, Verdict.UNSURE} and said[0].stage is Stage.TITLE
    return Verdict.INCLUDE if forward else None


def _in_order(kept: Iterable[str], sought: set[str], log: _Log) -> None:
    for key in kept:
        if (key, Stage.FULL_TEXT) in log and key not in sought:
            raise FlowError(key, "its full text has a decision, but its title was not taken forward")


def _reason(decisions: Iterable[Decision]) -> str:
    """The adjudicator's reason, else the first reviewer's."""
    against = [d for d in decisions if d.verdict is Verdict.EXCLUDE and d.reason]
    ruled = [d for d in against if d.adjudicates]
    return (ruled[-1] if ruled else against[0]).reason if against else NO_REASON


def _tallies(names: Iterable[str]) -> tuple[Tally, ...]:
    counts = Counter(names)
    return tuple(Tally(name, counts[name]) for name in sorted(counts, key=lambda n: (-counts[n], n)))
