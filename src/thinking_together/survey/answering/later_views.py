"""Pages to go on later, elsewhere, and to clear a shared device."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from thinking_together.core.permissions import Permission, requires
from thinking_together.survey.answering import notices, returning
from thinking_together.survey.answering.drafting import Sent
from thinking_together.survey.answering.opened import PAGE, of_draft
from thinking_together.survey.answering.returning import Posted
from thinking_together.survey.answering.standing import Standing, newest
from thinking_together.survey.answering.visit import Visit, shown, to, visit_of, with_token, without_token


@of_draft("later", in_a_pause=True)
def later(visit: Visit, standing: Standing) -> HttpResponse:
    """What is kept and for how long; a code, a link by e-mail, and clearing this device."""
    mark = visit.mark(standing, "later")
    if not visit.posts:
        return shown(notices.later(standing, mark))
    if not visit.own_mark("later"):
        return shown(notices.not_this_draft(standing), 409)
    if visit.said("do") == "clear":
        returning.close_here(standing.draft)
        return without_token(to(visit.slug, "cleared"), visit.slug)
    try:
        return _code(visit, standing, mark)
    except Sent:
        return shown(notices.sent_before(standing))


def _code(visit: Visit, standing: Standing, mark: str) -> HttpResponse:
    assert standing.collection is not None and standing.draft is not None
    if visit.said("do") != "mail":
        code = returning.give_code(standing.collection.key, standing.draft)
        return shown(notices.later(standing, mark, code=code.grouped))
    if standing.owner.invented or not standing.open:
        return to(visit.slug, "later")
    if returning.too_many("mail", visit.slug, returning.MAILS, returning.MAILS_IN):
        return shown(notices.later(standing, mark, posted=Posted.NONE_LEFT), 429)
    posted = returning.mail_code(standing, visit.said("address"))
    typed = visit.said("address") if posted is Posted.NOT_AN_ADDRESS else ""
    return shown(notices.later(standing, mark, posted=posted, typed=typed))


@requires(Permission.PUBLIC)
@PAGE
def back(request: HttpRequest, programme: str, code: str = "") -> HttpResponse:
    """A code is typed, or stands in the link of a message; opened by pressing a button, since programs follow links."""
    visit = visit_of(request, programme)
    there = newest(programme)
    if there is None:
        raise Http404("no such survey")
    if not there.open:
        return shown(notices.not_open(there))
    if not visit.posts:
        return shown(notices.back(there, code))
    if returning.too_many("code", programme, returning.TRIES, returning.TRIES_IN):
        return shown(notices.too_many_tries(there), 429)
    token = returning.come_back(there, visit.said("code"))
    if not token:
        return shown(notices.back(there, visit.said("code"), wrong=True))
    return with_token(to(programme, "check"), programme, token)


@requires(Permission.PUBLIC)
@PAGE
def cleared(request: HttpRequest, programme: str) -> HttpResponse:
    """This device holds nothing any more."""
    there = newest(programme)
    if there is None:
        raise Http404("no such survey")
    return without_token(shown(notices.cleared(there)), programme)
