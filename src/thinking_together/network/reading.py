"""Reads the network's files of a bundle and names what is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thinking_together.core.school_filters import blocked
from thinking_together.core.tabular import Reading
from thinking_together.network import rows
from thinking_together.network.models import Audience
from thinking_together.network.statements import MOST


@dataclass(frozen=True, order=True, slots=True)
class Form:
    """One anonymous form: points by statement. In which order forms came is not known."""

    event: str
    points: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that the files hold, in the order in which pages show it."""

    page: rows.PageRow | None
    consents: list[rows.ConsentRow]
    interests: list[rows.InterestRow]
    members: list[rows.MemberRow]
    updates: list[rows.UpdateRow]
    answered: list[rows.AnsweredRow]
    evaluations: list[rows.EvaluationRow]
    forms: list[Form]


def read(reading: Reading) -> Parsed:
    return Parsed(
        reading.mapping(rows.PAGE),
        reading.values(rows.CONSENTS),
        reading.values(rows.INTERESTS),
        _members(reading),
        _updates(reading),
        sorted(reading.values(rows.ANSWERED), key=lambda row: -row.day.toordinal()),
        _evaluations(reading),
        _forms(reading),
    )


def _members(reading: Reading) -> list[rows.MemberRow]:
    found = reading.rows(rows.MEMBERS)
    for line, row in found:
        if row.left is not None and row.left < row.joined:
            what = f"the member left on {row.left}, before joining on {row.joined}"
            reading.problems.add(rows.MEMBERS.name, what, "Correct one of the days.", row=line, column="left")
        if (row.consent is None) != (row.consented is None):
            what = "of what the member agreed to and when, one is missing"
            reading.problems.add(rows.MEMBERS.name, what, "Give both or neither.", row=line, column="consent")
    return [row for _, row in found]


def _updates(reading: Reading) -> list[rows.UpdateRow]:
    found = reading.rows(rows.UPDATES)
    for line, row in found:
        if blocked(row.title):
            what = "filters of schools block e-mail with self-harm in its subject"
            reading.problems.add(rows.UPDATES.name, what, "Choose other words.", row=line, column="title")
        chosen = {Audience.SECTOR: "sectors", Audience.INTEREST: "interests"}.get(Audience(row.audience))
        for name in ("sectors", "interests"):
            if bool(getattr(row, name)) != (name == chosen):
                what = f"an update for '{row.audience}' has {'no' if name == chosen else 'a list of'} {name}"
                reading.problems.add(rows.UPDATES.name, what, "Correct one of them.", row=line, column=name)
        if (row.sent is None) != (row.sent_to is None):
            what = "of when it was sent and to how many, one is missing"
            reading.problems.add(rows.UPDATES.name, what, "Give both or neither.", row=line, column="sent")
    return sorted((row for _, row in found), key=_newest_first)


def _newest_first(row: rows.UpdateRow) -> int:
    """Drafts before all that was sent."""
    return -row.sent.toordinal() if row.sent else -date.max.toordinal()


def _evaluations(reading: Reading) -> list[rows.EvaluationRow]:
    found = reading.rows(rows.EVALUATIONS)
    for line, row in found:
        if row.closed is not None and row.closed < row.opened:
            what = f"it was closed on {row.closed}, before it was opened on {row.opened}"
            reading.problems.add(rows.EVALUATIONS.name, what, "Correct one of the days.", row=line, column="closed")
    return [row for _, row in found]


def _forms(reading: Reading) -> list[Form]:
    found = reading.rows(rows.FORMS)
    seen: dict[tuple[str, int, str], int] = {}
    for line, row in found:
        if row.points > MOST:
            what = f"{row.points} is no number of points"
            reading.problems.add(rows.FORMS.name, what, "Points go from 1 to 5.", row=line, column="points")
        first = seen.setdefault((row.event, row.form, row.item), line)
        if first != line:
            what = f"form {row.form} answers '{row.item}' on line {first} already"
            reading.problems.add(rows.FORMS.name, what, "Keep one of the two.", row=line, column="item")
    given: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for _, row in found:
        given.setdefault((row.event, row.form), []).append((str(row.item), row.points))
    return sorted(Form(str(event), tuple(sorted(points))) for (event, _), points in given.items())
