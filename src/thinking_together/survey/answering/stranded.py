"""Forms whose draft is not open in the browser that sends them, or comes in a pause: what was typed is not lost.

A draft is open for a day, a device is cleared, a survey is paused: and yet somebody has written a page. A page that
was shown less than a day ago opens its draft again. An older one adds to it what it holds, and shows nothing of before.
Where the draft is gone nobody can say whether it was sent, so they are asked, and see what they wrote.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse

from thinking_together.survey.answering import notices, sending, tokens
from thinking_together.survey.answering.answers import Posted, read_form
from thinking_together.survey.answering.checking import Line, as_said
from thinking_together.survey.answering.compiled import Survey
from thinking_together.survey.answering.drafting import Sent, begin, fold, forget, write
from thinking_together.survey.answering.models import Draft
from thinking_together.survey.answering.route import Place, Route, declined, route_after, route_at
from thinking_together.survey.answering.standing import Standing, Through, by_token, newest
from thinking_together.survey.answering.visit import MARK, Visit, shown, to, with_token, without_token
from thinking_together.survey.form.questionnaire import Item, variables_of


def taken_up(visit: Visit, place: str) -> tuple[Visit, Standing] | None:
    """The draft that the form is of, opened by it under a new token; nothing where it is too old, or the draft gone."""
    mark = visit.sent_mark(place)
    if mark is None or mark.seconds >= tokens.DAY:
        return None
    taken = replace(visit, token=_next_token(visit, mark), taken_from=mark.whose.digest)
    Draft.objects.filter(token_hash=mark.whose.digest).update(token_hash=tokens.digest(taken.token))
    standing = taken.standing()
    return (taken, standing) if standing else None


def _next_token(visit: Visit, mark: tokens.FormMark) -> str:
    """The same however often the form is sent."""
    return tokens.token_of(visit.said(MARK), mark.whose.collection)


def left_over(visit: Visit, place: str) -> HttpResponse:
    """A form without an open draft that does not open one."""
    there = newest(visit.slug)
    if there is None or there.collection is None:
        raise Http404("no such survey")
    mark = visit.sent_mark(place)
    ours = mark is not None and mark.whose.collection == there.collection.key
    written = typed(there.collection.survey, place, visit)
    if mark is None or not ours or not (there.open or there.waits):
        return shown(notices.no_draft(there, written) if there.open else notices.not_open(there, written))
    if mark.seconds >= tokens.DAY:
        found = _of_old(visit, there, mark, place)
        if found is not None:
            return found
    if not there.open:
        return shown(notices.not_open(there, written))
    if visit.said("anew") == "yes":
        return _anew(visit, there, mark, place)
    return shown(notices.no_draft(there, written, form=visit.form if written else None, place=place))


def _of_old(visit: Visit, there: Standing, mark: tokens.FormMark, place: str) -> HttpResponse | None:
    """A page that was open for more than a day. Checked answers are sent; others begin the pages anew, in one draft."""
    standing = by_token(visit.slug, mark.whose.digest)
    token = _next_token(visit, mark)
    if standing is None:
        again = Draft.objects.filter(token_hash=tokens.digest(token), revision=0).exists()
        return _kept(visit, token) if again else None
    way = route_at(standing)
    if place == Place.CHECK and standing.open and way.first_open is Place.CHECK:
        sending.send(standing)
        return without_token(to(visit.slug, receipt_of(standing)), visit.slug)
    posted, items = _posted(way, place, visit)
    sector = way.survey.asked.sector_item
    good = posted.good(items)
    if not fold(digest=mark.whose.digest, token=token, answers=good, sector_item=sector.code if sector else ""):
        return None
    return _told(visit, there, token, posted, items)


def receipt_of(standing: Standing) -> str:
    """Where somebody goes who has sent their answers."""
    return "sent?trial" if standing.draft is not None and standing.draft.trial else "sent"


def _anew(visit: Visit, there: Standing, mark: tokens.FormMark, place: str) -> HttpResponse:
    """New answers that begin with those of the form."""
    assert there.collection is not None
    survey, whose = there.collection.survey, mark.whose
    posted, items = _posted(survey, place, visit)
    given = {code: values for code, values in posted.good(items).items() if values}
    sector = survey.asked.sector_item
    token = begin(
        collection=whose.collection,
        nonce=visit.said(MARK),
        link=Through("", whose.sector, whose.trial),
        trial=whose.trial,
        sector_item=sector.code if sector else "",
        answers=given,
    )
    return _told(visit, there, token, posted, items)


def _told(visit: Visit, there: Standing, token: str, posted: Posted, items: tuple[Item, ...]) -> HttpResponse:
    if not posted.errors:
        return _kept(visit, token)
    wrong = tuple(item for item in items if item.code in posted.errors)
    return with_token(shown(notices.kept(there, lines(wrong, posted))), visit.slug, token)


def _kept(visit: Visit, token: str) -> HttpResponse:
    return with_token(to(visit.slug, "kept"), visit.slug, token)


def _posted(of: Route | Survey, place: str, visit: Visit) -> tuple[Posted, tuple[Item, ...]]:
    """The answers of a form to what its page puts to them; to everything in it, where their way is not known."""
    survey = of.survey if isinstance(of, Route) else of
    page = survey.page(int(place)) if place.isdecimal() else None
    items: tuple[Item, ...] = () if page is None else of.items(page) if isinstance(of, Route) else page.items
    return read_form(items, visit.form), items


def typed(survey: Survey, place: str, visit: Visit) -> tuple[Line, ...]:
    """What a form holds, question by question."""
    posted, items = _posted(survey, place, visit)
    return lines(items, posted)


def lines(items: tuple[Item, ...], posted: Posted) -> tuple[Line, ...]:
    """What was answered to these, where anything was."""
    said = [(v, as_said(v, posted.answers[v.code])) for item in items for v in variables_of(item)]
    return tuple(Line(variable.label, answers, "") for variable, answers in said if answers)


def not_taken(visit: Visit, standing: Standing, place: str) -> HttpResponse:
    """For somebody whose draft is open while the survey is not. In a pause what they sent waits with it."""
    assert standing.collection is not None and standing.draft is not None
    way = route_at(standing)
    posted, items = _posted(way, place, visit)
    written = lines(items, posted) if visit.posts else ()
    if not standing.waits or not visit.posts or not items or not visit.own_mark(place):
        return shown(notices.not_open(standing, written))
    good = posted.good(items)
    try:
        said = write(standing, lambda now: now.with_answers(int(place), good))
    except Sent:
        return shown(notices.not_open(standing, written))
    if declined(route_after(standing, said)):
        forget(standing.draft)
        return without_token(shown(notices.declined(standing)), visit.slug)
    wrong = tuple(item for item in items if item.code in posted.errors)
    return with_token(shown(notices.not_open(standing, lines(wrong, posted), kept=True)), visit.slug, visit.token)
