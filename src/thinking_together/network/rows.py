"""The network's files of a bundle, as rows. People stand there by code; nobody's address, no link and no asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.tabular import Code, CsvFile, YamlFile, column
from thinking_together.network.models import Audience
from thinking_together.network.statements import LEAST

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class PageRow:
    why: str = column("Why the programme is run, in Markdown", longest=LONGEST)
    taking_part: str = column("What taking part means, in Markdown", longest=LONGEST)
    open: bool = column("yes when people outside can see the page", default=False)


@dataclass(frozen=True, slots=True)
class ConsentRow:
    number: int = column("Its number, from 1", unique=True, defines="consent", least=1)
    since: date = column("The first day on which people agreed to it")
    words: str = column("What people agree to who join", longest=LONGEST)


@dataclass(frozen=True, slots=True)
class InterestRow:
    code: Code = column("Short name of the interest", unique=True, defines="interest")
    name: str = column("The interest as people choose it", longest=120)


@dataclass(frozen=True, slots=True)
class MemberRow:
    participant: Code = column("The member, by code", unique=True, refers="participant")
    joined: date = column("The day the person joined")
    left: date | None = column("The day the person left; empty for a member", default=None)
    consent: int | None = column("The number of what the person agreed to", refers="consent", default=None)
    consented: date | None = column("The day the person agreed", default=None)


@dataclass(frozen=True, slots=True)
class UpdateRow:
    code: Code = column("Short name of the update", unique=True)
    title: str = column("Its title, the subject of the e-mail", longest=120)
    body: str = column("What it tells, in Markdown", longest=LONGEST)
    audience: Code = column("Who gets it", choices=tuple(Audience.values))
    sectors: tuple[Code, ...] = column("Of which sectors, parted by |", refers="sector", default=())
    interests: tuple[Code, ...] = column("With which interests, parted by |", default=())
    shown: bool = column("yes when it stands on the public page", default=False)
    sent: date | None = column("The day it was sent; empty for a draft", default=None)
    sent_to: int | None = column("How many members it was sent to", default=None, least=0)


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    code: Code = column("Short name of the entry", unique=True)
    day: date = column("When it was done")
    said: str = column("What people said", longest=2000)
    did: str = column("What was done about it", longest=2000)
    shown: bool = column("yes when it stands on the public page", default=True)


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    event: Code = column("The event", unique=True, refers="gathering", defines="evaluation")
    opened: date = column("The day from which people could say how it was")
    closed: date | None = column("The day from which its figures are offered; empty while it is open", default=None)


@dataclass(frozen=True, slots=True)
class FormRow:
    event: Code = column("The event", refers="evaluation")
    form: int = column("Number of the form within the event; says nothing about who filled it in", least=1)
    item: Code = column("The statement")
    points: int = column("From 1 (disagree strongly) to 5 (agree strongly)", least=LEAST)


PAGE = YamlFile("network/page.yaml", PageRow, "The public page of the programme.")
CONSENTS = CsvFile("network/consents.csv", ConsentRow, "What people agreed to who joined, in each of its versions.")
INTERESTS = CsvFile("network/interests.csv", InterestRow, "What members can say they are interested in.")
MEMBERS = CsvFile("network/members.csv", MemberRow, "Members of the learning network.")
UPDATES = CsvFile("network/updates.csv", UpdateRow, "News for members.")
ANSWERED = CsvFile("network/you_said.csv", AnsweredRow, "You said, we did.")
EVALUATIONS = CsvFile("network/evaluations.csv", EvaluationRow, "Events that people were asked about.")
FORMS = CsvFile("network/evaluation_forms.csv", FormRow, "What they said, one row a statement of an anonymous form.")
FILES = (PAGE, CONSENTS, INTERESTS, MEMBERS, UPDATES, ANSWERED, EVALUATIONS, FORMS)
