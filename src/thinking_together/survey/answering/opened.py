"""Views of somebody with a draft: it is found by the cookie, or by the form that comes without one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from thinking_together.core.permissions import Permission, View, requires
from thinking_together.survey.answering import notices
from thinking_together.survey.answering.standing import newest
from thinking_together.survey.answering.stranded import left_over, not_taken, taken_up
from thinking_together.survey.answering.visit import COOKIE, shown, visit_of, with_token

PAGE = require_http_methods(["GET", "HEAD", "POST"])
Answer = Callable[..., HttpResponse]


def of_draft(place: str = "", *, in_a_pause: bool = False) -> Callable[[Answer], View]:
    """Finds the draft of whoever asks; without one, or where nothing is taken in, the page says what can be done.

    ``place`` is that of the view's forms, empty where it is the number of a page.
    """

    def around(view: Answer) -> View:
        @requires(Permission.PUBLIC)
        @PAGE
        @wraps(view)
        def found(request: HttpRequest, programme: str, **arguments: int) -> HttpResponse:
            visit = visit_of(request, programme)
            standing, at = visit.standing(), place or str(arguments["number"])
            by_form = standing is None and visit.posts
            if by_form:
                taken = taken_up(visit, at)
                if taken is None:
                    return left_over(visit, at)
                visit, standing = taken
            if standing is None:
                return _without(programme)
            may = standing.open or (in_a_pause and standing.waits)
            response = view(visit, standing, **arguments) if may else not_taken(visit, standing, at)
            if by_form and COOKIE not in response.cookies:
                return with_token(response, programme, visit.token)
            return response

        return found

    return around


def _without(programme: str) -> HttpResponse:
    there = newest(programme)
    if there is None:
        raise Http404("no such survey")
    return shown(notices.no_draft(there) if there.open else notices.not_open(there))
