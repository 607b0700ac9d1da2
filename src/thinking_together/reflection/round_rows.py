"""The files of rounds and their columns: rules, who offered which times, where they are placed, notes being written.

What people said in private about others stands in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, column


@dataclass(frozen=True, slots=True)
class RoundRow:
    number: int = column("Number of the round", unique=True, least=1)
    smallest: int = column("People in the smallest group", least=1)
    largest: int = column("People in the largest group", least=1)
    sectors: int = column("Sectors in a group at least", least=1)
    one_organisation: int = column("People of one organisation in a group at most", least=1)
    invited: int | None = column("People invited to a session; may be empty", default=None, least=1)
    closed: date | None = column("The day it was closed; empty while it is planned", default=None)


@dataclass(frozen=True, slots=True)
class RoundSessionRow:
    session: Code = column("The session", refers="gathering", unique=True)
    round: int = column("The round in which it is planned")


@dataclass(frozen=True, slots=True)
class OfferRow:
    round: int = column("The round")
    participant: Code = column("Who offered times", refers="participant")
    sessions: tuple[Code, ...] = column("Sessions that they could come to", refers="gathering", default=())
    placed: Code | None = column("The session in which they are placed", refers="gathering", default=None)
    locked: bool = column("yes when the place stays as the plan is made again", default=False)
    out: bool = column("yes when a lead decided that they have no place", default=False)


@dataclass(frozen=True, slots=True)
class DraftRow:
    session: Code = column("The session", refers="gathering")
    question: Code = column("The question", refers="question")
    who: Code = column("Sector that spoke, or group")
    body: str = column("Notes that are not finished; a blank line parts contributions", longest=20_000)


@dataclass(frozen=True, slots=True)
class MixRow:
    session: Code = column("The session whose notes are finished", refers="gathering")
    sector: Code = column("A sector that was there", refers="sector")
    people: int = column("How many people of it were there", least=1)


ROUNDS = CsvFile("reflection/rounds.csv", RoundRow, "Rounds of sessions and the rules of their groups.")
ROUND_SESSIONS = CsvFile("reflection/round_sessions.csv", RoundSessionRow, "Which session is planned in which round.")
OFFERS = CsvFile("reflection/offers.csv", OfferRow, "Who could come when, and where they are placed.")
DRAFTS = CsvFile("reflection/drafts.csv", DraftRow, "Notes of sessions that are not finished.")
MIX = CsvFile("reflection/mix.csv", MixRow, "Who was there by sector, of sessions whose notes are finished.")
