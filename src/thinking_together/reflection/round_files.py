"""The rounds of a bundle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from thinking_together.core.tabular import Code, FolderWriter, Reading
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.notes import GROUP
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part
from thinking_together.reflection import round_rows as rows
from thinking_together.reflection.models import (
    NoteDraft,
    Offer,
    OfferedTime,
    Placement,
    Question,
    Round,
    RoundSession,
    SessionNotes,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Rounds:
    """All rounds of one programme. Two are the same when they are equal."""

    rounds: list[rows.RoundRow]
    sessions: list[rows.RoundSessionRow]
    offers: list[rows.OfferRow]
    drafts: list[rows.DraftRow]
    mix: list[rows.MixRow]


def read(reading: Reading) -> Rounds:
    rounds = _rounds(reading)
    known = {one.number for one in rounds}
    sessions = reading.rows(rows.ROUND_SESSIONS)
    offers = reading.rows(rows.OFFERS)
    _of_round(reading, rows.ROUND_SESSIONS.name, [(line, one.round) for line, one in sessions], known)
    _of_round(reading, rows.OFFERS.name, [(line, one.round) for line, one in offers], known)
    _once(reading, rows.OFFERS.name, [(line, (one.round, one.participant)) for line, one in offers])
    drafts, mix = reading.rows(rows.DRAFTS), reading.rows(rows.MIX)
    _once(reading, rows.DRAFTS.name, [(line, (one.session, one.question, one.who)) for line, one in drafts])
    _once(reading, rows.MIX.name, [(line, (one.session, one.sector)) for line, one in mix])
    for line, draft in drafts:
        if draft.who != GROUP and not reading.knows("sector", draft.who):
            remedy = f"Use the code of a sector, or '{GROUP}'."
            reading.problems.add(rows.DRAFTS.name, f"unknown sector '{draft.who}'", remedy, row=line, column="who")
    return Rounds(rounds, _values(sessions), _values(offers), _values(drafts), _values(mix))


def _rounds(reading: Reading) -> list[rows.RoundRow]:
    found = reading.rows(rows.ROUNDS)
    if sum(one.closed is None for _, one in found) > 1:
        remedy = "Give each but one the day on which it was closed."
        reading.problems.add(rows.ROUNDS.name, "more than one round is open", remedy)
    for line, one in found:
        if not one.sectors <= one.smallest <= one.largest:
            remedy = "A group has at least as many people as sectors, and its largest size is no smaller."
            reading.problems.add(rows.ROUNDS.name, "the rules contradict each other", remedy, row=line)
    return _values(found)


def _values(found: Sequence[tuple[int, Row]]) -> list[Row]:
    return [row for _, row in found]


def _of_round(reading: Reading, name: str, found: Sequence[tuple[int, int]], known: set[int]) -> None:
    for line, number in found:
        if number not in known:
            remedy = f"Use a number of {rows.ROUNDS.name}."
            reading.problems.add(name, f"there is no round {number}", remedy, row=line, column="round")


def _once(reading: Reading, name: str, found: Sequence[tuple[int, tuple[object, ...]]]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for line, key in found:
        first = seen.setdefault(key, line)
        if first != line:
            reading.problems.add(name, f"it stands already on line {first}", "Keep one of the two.", row=line)


def save(programme: Programme, told: Rounds) -> None:
    sessions = {g.code: g for g in Gathering.objects.filter(programme=programme)}
    people = {p.code: p for p in programme.participants.all()}
    questions = {q.code: q for q in Question.objects.filter(programme=programme)}
    rounds = {one.number: Round(programme=programme, **_fields(one)) for one in told.rounds}
    Round.objects.bulk_create(rounds.values())
    RoundSession.objects.bulk_create(
        RoundSession(round=rounds[one.round], session=sessions[one.session]) for one in told.sessions
    )
    for row in told.offers:
        offer = Offer.objects.create(round=rounds[row.round], participant=people[row.participant])
        OfferedTime.objects.bulk_create(OfferedTime(offer=offer, session=sessions[code]) for code in row.sessions)
        if row.placed or row.out:
            Placement.objects.create(offer=offer, session=sessions.get(row.placed or ""), locked=row.locked)
    NoteDraft.objects.bulk_create(
        NoteDraft(session=sessions[d.session], question=questions[d.question], who=d.who, body=d.body, version=1)
        for d in told.drafts
    )
    mixes: dict[str, dict[str, int]] = {}
    for one in told.mix:
        mixes.setdefault(one.session, {})[one.sector] = one.people
    for code, mix in mixes.items():
        SessionNotes.objects.filter(session=sessions[code]).update(mix=mix)


def _fields(row: rows.RoundRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in rows.RoundRow.__slots__}


def load(programme: Programme) -> Rounds:
    """A fixed number of statements."""
    of = Round.objects.filter(programme=programme)
    planned = RoundSession.objects.filter(round__programme=programme).select_related("round", "session")
    written = NoteDraft.objects.filter(session__programme=programme).exclude(body="")
    drafts = written.select_related("session", "question")
    return Rounds(
        [rows.RoundRow(*(getattr(one, name) for name in rows.RoundRow.__slots__)) for one in of],
        [rows.RoundSessionRow(Code(one.session.code), one.round.number) for one in planned.order_by("pk")],
        list(_offers(programme)),
        [rows.DraftRow(Code(d.session.code), Code(d.question.code), Code(d.who), d.body) for d in drafts],
        [
            rows.MixRow(Code(notes.session.code), Code(sector), people)
            for notes in SessionNotes.objects.filter(session__programme=programme).select_related("session")
            for sector, people in sorted(notes.mix.items())
        ],
    )


def _offers(programme: Programme) -> Iterator[rows.OfferRow]:
    found = Offer.objects.filter(round__programme=programme).select_related(
        "round", "participant", "placement__session"
    )
    for offer in found.prefetch_related("times__session"):
        placed: Placement | None = getattr(offer, "placement", None)
        session = placed.session if placed else None
        yield rows.OfferRow(
            offer.round.number,
            Code(offer.participant.code),
            tuple(Code(time.session.code) for time in offer.times.all()),
            Code(session.code) if session else None,
            bool(placed and placed.locked),
            placed is not None and session is None,
        )


def write(programme: Programme, writer: FolderWriter) -> None:
    told = load(programme)
    rows.ROUNDS.write(writer, told.rounds)
    rows.ROUND_SESSIONS.write(writer, told.sessions)
    rows.OFFERS.write(writer, told.offers)
    rows.DRAFTS.write(writer, told.drafts)
    rows.MIX.write(writer, told.mix)


FILES = (rows.ROUNDS, rows.ROUND_SESSIONS, rows.OFFERS, rows.DRAFTS, rows.MIX)
PART = Part("reflection_rounds", 51, FILES, read, save, write)
