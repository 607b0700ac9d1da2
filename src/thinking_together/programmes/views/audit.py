"""The audit log of a programme, for its leads; and of what concerns none, for those who run the installation."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from thinking_together.accounts.requests import PersonRequest
from thinking_together.core.audit_reading import Narrowed, actions_of, csv_lines, events_of
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.forms import AuditForm
from thinking_together.programmes.requests import ProgrammeRequest

SHOWN = 50
INSTALLATION = ""  # in the place of a programme's short name


@requires(Permission.SEE_AUDIT)
@require_safe
def audit(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Who did what, the newest first, narrowed as asked."""
    at = {"here": reverse("audit", args=[programme]), "file": reverse("audit_file", args=[programme])}
    return _page(request, programme, {"programme": request.programme, "invented": request.programme.invented, **at})


@requires(Permission.SEE_AUDIT)
@require_safe
def audit_file(request: ProgrammeRequest, programme: str) -> StreamingHttpResponse:
    """The same events as a CSV file, all of them."""
    return _file(request, programme, f"{'INVENTED-' if request.programme.invented else ''}{programme}-audit.csv")


@requires(Permission.INSTALLATION)
@require_safe
def installation(request: PersonRequest) -> HttpResponse:
    """Accounts, organisations, backups: what was done in no programme."""
    at = {"here": reverse("installation_log"), "file": reverse("installation_log_file")}
    return _page(request, INSTALLATION, {"programme": None, "invented": False, **at})


@requires(Permission.INSTALLATION)
@require_safe
def installation_file(request: PersonRequest) -> StreamingHttpResponse:
    """The same events as a CSV file, all of them."""
    return _file(request, INSTALLATION, "installation-audit.csv")


def _page(request: HttpRequest, of: str, shown: dict[str, object]) -> HttpResponse:
    form = _form(request, of)
    page = Paginator(events_of(of, _asked(form)), SHOWN).get_page(request.GET.get("page"))
    return render(request, "programmes/audit.html", {"form": form, "page": page, "query": _query(request), **shown})


def _file(request: HttpRequest, of: str, name: str) -> StreamingHttpResponse:
    lines = csv_lines(events_of(of, _asked(_form(request, of))))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form(request: HttpRequest, of: str) -> AuditForm:
    return AuditForm(actions_of(of), request.GET or None)


def _asked(form: AuditForm) -> Narrowed:
    """What is wrong in the form narrows nothing; the page says so."""
    if not form.is_bound:
        return Narrowed()
    form.is_valid()
    good = form.cleaned_data
    return Narrowed(good.get("who", ""), good.get("action", ""), good.get("since"), good.get("until"))


def _query(request: HttpRequest) -> str:
    """The question without the page, for links that keep it."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
