"""One request of somebody who answers: what their cookie opens, what they sent, and what is sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from thinking_together.survey.answering import showing, tokens
from thinking_together.survey.answering.standing import Standing, by_token

MOST_BYTES = 512 * 1024
MOST_FIELDS = 500
COOKIE = "__Secure-answers" if settings.HTTPS else "answers"
MARK = "_"  # the field with the mark of a form; no variable is called so


class Refused(Exception):
    """What was sent is none of our forms: too large, or sent by another site."""


@dataclass(frozen=True, slots=True)
class Visit:
    """``token`` is empty where the browser holds none that is still good. ``checking``: it came from the last page.

    ``taken_from`` is what the draft was known by before its own form opened it again.
    """

    slug: str
    token: str
    form: Mapping[str, list[str]]
    posts: bool
    checking: bool = False
    taken_from: str = ""

    def standing(self) -> Standing | None:
        """Where they stand; nothing where their token opens no draft here."""
        return by_token(self.slug, tokens.digest(self.token)) if self.token else None

    def said(self, name: str) -> str:
        return self.form.get(name, [""])[-1]

    def mark(self, standing: Standing, page: str | int) -> str:
        """Goes with a form of the draft that is open here."""
        assert standing.draft is not None and standing.collection is not None
        draft = standing.draft
        whose = tokens.Whose(tokens.digest(self.token), standing.collection.key, draft.sector, draft.trial)
        return tokens.form_mark(whose, str(page))

    def sent_mark(self, page: str | int) -> tokens.FormMark | None:
        """What came with the form, of whatever draft it is; nothing where it is no form of ours."""
        return tokens.read_form_mark(self.said(MARK), str(page))

    def own_mark(self, page: str | int) -> tokens.FormMark | None:
        """The same, where it is of the draft that is open here."""
        found = self.sent_mark(page)
        if found is None:
            return None
        own = tokens.same(found.whose.digest, tokens.digest(self.token))
        return found if own or tokens.same(found.whose.digest, self.taken_from) else None


def visit_of(request: HttpRequest, slug: str) -> Visit:
    posts = request.method == "POST"
    if posts:
        _check_origin(request)
    form = _form(request) if posts else {}
    checking = "check" in (form if posts else request.GET)
    return Visit(slug, tokens.token_in(request.COOKIES.get(COOKIE, "")), form, posts, checking)


def _check_origin(request: HttpRequest) -> None:
    """Browsers say where a form stood: none of another site may begin or change anything here."""
    site = request.headers.get("Sec-Fetch-Site")
    if site in ("cross-site", "same-site"):
        raise Refused("another site sent it")
    origin = request.headers.get("Origin")
    if site is None and origin not in (None, "null", f"{request.scheme}://{request.get_host()}"):
        raise Refused("another site sent it")


def _form(request: HttpRequest) -> Mapping[str, list[str]]:
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isascii() or not size.isdecimal() or int(size) > MOST_BYTES:
        raise Refused("too large")
    body = request.body.decode("utf-8", "replace")
    try:
        return parse_qs(body, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused("too many fields") from None


def shown(html: str, status: int = 200) -> HttpResponse:
    return HttpResponse(html, status=status)


def to(slug: str, place: str | int) -> HttpResponse:
    """On to another page of the survey, which is then fetched: a page that is refreshed sends nothing again."""
    return HttpResponse(status=303, headers={"Location": f"{showing.root(slug)}-/{place}"})


def with_token(response: HttpResponse, slug: str, token: str) -> HttpResponse:
    """The browser opens the draft with it for a day from now."""
    response.set_cookie(
        COOKIE,
        tokens.cookie(token),
        max_age=tokens.DAY,
        path=showing.root(slug),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def without_token(response: HttpResponse, slug: str) -> HttpResponse:
    response.delete_cookie(COOKIE, path=showing.root(slug), samesite="Lax")
    if settings.HTTPS:
        response.cookies[COOKIE]["secure"] = True
    return response
