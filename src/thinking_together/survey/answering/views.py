"""The pages of somebody who answers, from the introduction to the receipt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from thinking_together.core.permissions import Permission, requires
from thinking_together.survey.answering import notices, sending, timings, tokens
from thinking_together.survey.answering.answers import Answers, read_form
from thinking_together.survey.answering.checking import check_page
from thinking_together.survey.answering.drafting import Sent, begin, forget, write
from thinking_together.survey.answering.introduction import introduction_page
from thinking_together.survey.answering.opened import PAGE, of_draft
from thinking_together.survey.answering.question import Filled, question_page
from thinking_together.survey.answering.route import Place, Route, declined, route_after, route_at
from thinking_together.survey.answering.standing import Standing, by_link, newest
from thinking_together.survey.answering.stranded import receipt_of, typed
from thinking_together.survey.answering.visit import Visit, shown, to, visit_of, with_token, without_token
from thinking_together.survey.form.pages import Page


@requires(Permission.PUBLIC)
@PAGE
def introduction(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """Why, how long, who sees it; sent, it begins a draft, once however often it is sent."""
    visit = visit_of(request, programme)
    through = by_link(programme, code)
    if through is None or through.collection is None or through.link is None:
        raise Http404("no such survey")
    if not through.open:
        return shown(notices.not_open(through))
    begun = visit.standing()
    if begun is not None and begun.collection != through.collection:
        begun = None
    trial = through.link.trial or through.owner.invented
    mixed = begun is not None and begun.draft is not None and begun.draft.trial != trial
    if visit.posts and begun is not None and not mixed and visit.said("anew") != "yes":
        return to(programme, route_at(begun).first_open)
    if not visit.posts:
        return shown(introduction_page(through, tokens.new_nonce(), begun=begun is not None, mixed=mixed))
    sector = through.collection.survey.asked.sector_item
    token = begin(
        collection=through.collection.key,
        nonce=visit.said("nonce"),
        link=through.link,
        trial=trial,
        sector_item=sector.code if sector else "",
    )
    return with_token(to(programme, 1), programme, token)


@of_draft()
def page(visit: Visit, standing: Standing, number: int) -> HttpResponse:
    """A page with questions. Sent, its answers are kept before the reply, and the way on is worked out anew."""
    way = route_at(standing)
    asked = way.survey.page(number)
    if asked is None or not way.may_see(asked):
        return to(visit.slug, way.first_open)
    if visit.posts:
        return _taken(visit, standing, way, asked)
    return shown(question_page(standing.owner, way, asked, _filled(visit, standing, asked, way.answers)))


def _filled(visit: Visit, standing: Standing, asked: Page, answers: Answers) -> Filled:
    return Filled(answers, visit.mark(standing, asked.number), checking=visit.checking)


def _taken(visit: Visit, standing: Standing, way: Route, asked: Page) -> HttpResponse:
    number = asked.number
    mark = visit.own_mark(number)
    if mark is None:
        return shown(notices.not_this_draft(standing, typed(way.survey, str(number), visit)), 409)
    items = way.items(asked)
    posted = read_form(items, visit.form)
    consent = next((i for i in items if i.role == "consent" and not posted.answers[i.code]), None)
    if consent is not None:
        posted.errors[consent.code] = "Say whether you agree to take part"
    if posted.errors:
        filled = replace(_filled(visit, standing, asked, {**way.answers, **posted.answers}), errors=posted.errors)
        return shown(question_page(standing.owner, way, asked, filled))
    try:
        said = write(standing, lambda now: now.with_answers(number, posted.answers))
    except Sent:
        return shown(notices.sent_before(standing, typed(way.survey, str(number), visit)))
    way = route_after(standing, said)
    assert standing.draft is not None and standing.collection is not None
    if not standing.draft.trial:
        timings.note(standing.collection.key, timings.path_of(way.survey, said.answers), number, mark.seconds)
    if declined(way):
        forget(standing.draft)
        return without_token(shown(notices.declined(standing)), visit.slug)
    on = way.first_open if visit.checking else way.after(asked)
    return with_token(to(visit.slug, on), visit.slug, visit.token)


@of_draft("more")
def more(visit: Visit, standing: Standing) -> HttpResponse:
    """The core is done: thanks, and who has time can go on."""
    way = route_at(standing)
    if not way.core_is_done or not way.offers_more:
        return to(visit.slug, way.first_open)
    if not visit.posts:
        return shown(notices.more(standing, way, visit.mark(standing, "more")))
    if not visit.own_mark("more"):
        return shown(notices.not_this_draft(standing), 409)
    try:
        said = write(standing, lambda now: replace(now, second=visit.said("second") == "yes"))
    except Sent:
        return shown(notices.sent_before(standing))
    return with_token(to(visit.slug, route_after(standing, said).first_open), visit.slug, visit.token)


@of_draft("check")
def check(visit: Visit, standing: Standing) -> HttpResponse:
    """Everything that was answered, to look at before it is sent. Sent, it is a response and nothing leads back."""
    way = route_at(standing)
    if way.first_open is not Place.CHECK:
        return to(visit.slug, way.first_open)
    if not visit.posts:
        return shown(check_page(standing, way, visit.mark(standing, "check")))
    if not visit.own_mark("check"):
        return shown(notices.not_this_draft(standing), 409)
    with suppress(Sent):  # the button was pressed twice: it is the receipt of both
        sending.send(standing)
    return without_token(to(visit.slug, receipt_of(standing)), visit.slug)


@of_draft("kept")
def kept(visit: Visit, standing: Standing) -> HttpResponse:
    """After a page that was open for longer than its draft: what was written on it is kept."""
    return shown(notices.kept(standing))


@requires(Permission.PUBLIC)
@PAGE
def sent(request: HttpRequest, programme: str) -> HttpResponse:
    """The receipt: the same for everybody, but for those who tried it out."""
    there = newest(programme)
    if there is None:
        raise Http404("no such survey")
    return shown(notices.receipt(there, trial="trial" in request.GET))


@requires(Permission.PUBLIC)
@PAGE
def support(request: HttpRequest, programme: str) -> HttpResponse:
    """Where to turn to, whatever the survey's state."""
    there = newest(programme)
    if there is None:
        raise Http404("no such survey")
    return shown(notices.support(there))
