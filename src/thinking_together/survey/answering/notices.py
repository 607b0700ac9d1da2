"""The pages without questions: what happened, what can be done, and where to turn to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from thinking_together.content.support import shipped_support
from thinking_together.survey.answering import showing
from thinking_together.survey.answering.answers import Form
from thinking_together.survey.answering.checking import Line
from thinking_together.survey.answering.lengths import more_minutes
from thinking_together.survey.answering.returning import Posted
from thinking_together.survey.answering.route import Place, Route
from thinking_together.survey.answering.standing import Standing

Lines = Sequence[Line]


def _notice(standing: Standing, template: str, title: str, error: str = "", **told: Any) -> str:
    owner = standing.owner
    told |= {
        "error": error,
        "owner": owner,
        "root": showing.root(owner.slug),
        "support": shipped_support(owner.local_support),
    }
    return showing.page(owner, f"{error}{title}", showing.rendered(template, title=title, **told))


def not_open(standing: Standing, written: Lines = (), *, kept: bool = False) -> str:
    """Closed, paused for now, or archived: help first. ``written`` was sent and is not taken in, ``kept``: is."""
    held_back = standing.owner.paused and not standing.owner.archived
    told: dict[str, Any] = {"written": written, "kept": kept}
    told["may_come_back"] = standing.waits and standing.draft is not None
    title = "The survey is paused" if held_back else "The survey is closed"
    return _notice(standing, "not_open.html", title, paused=held_back, **told)


def no_draft(standing: Standing, written: Lines = (), *, form: Form | None = None, place: str = "") -> str:
    """``form`` may begin new answers with what was written."""
    told: dict[str, Any] = {"written": written, "form": form, "place": place}
    pressed_send = place == Place.CHECK  # perhaps twice
    title = "There is nothing more to send here" if pressed_send else "No answers are open on this device"
    return _notice(standing, "no_draft.html", title, **told)


def not_this_draft(standing: Standing, written: Lines = ()) -> str:
    return _notice(standing, "not_this_draft.html", "This page belonged to other answers", written=written)


def sent_before(standing: Standing, written: Lines = ()) -> str:
    return _notice(standing, "sent_before.html", "These answers are not here any more", written=written)


def kept(standing: Standing, wrong: Lines = ()) -> str:
    return _notice(standing, "kept.html", "What you wrote is kept", written=wrong)


def declined(standing: Standing) -> str:
    return _notice(standing, "declined.html", "Nothing was kept")


def more(standing: Standing, way: Route, mark: str) -> str:
    return _notice(standing, "more.html", "Thank you", minutes=more_minutes(way), mark=mark)


def receipt(standing: Standing, *, trial: bool) -> str:
    return _notice(standing, "receipt.html", "Thank you", trial=trial or standing.owner.invented)


def support(standing: Standing) -> str:
    return _notice(standing, "support.html", "Support for you")


def later(standing: Standing, mark: str, *, code: str = "", posted: Posted | None = None, typed: str = "") -> str:
    wrong = "Error: " if posted is Posted.NOT_AN_ADDRESS else ""
    told = {
        "code": code,
        "posted": posted,
        "had_code": standing.draft is not None and standing.draft.has_code,
        "typed": typed,
        "mark": mark,
        "may_mail": standing.open and not standing.owner.invented,
    }
    return _notice(standing, "later.html", "Go on later", error=wrong, **told)


def back(standing: Standing, code: str, *, wrong: bool = False) -> str:
    return _notice(standing, "back.html", "Go on with your answers", error="Error: " if wrong else "", code=code)


def too_many_tries(standing: Standing) -> str:
    return _notice(standing, "too_many.html", "Too many tries")


def cleared(standing: Standing) -> str:
    return _notice(standing, "cleared.html", "This device is cleared")
