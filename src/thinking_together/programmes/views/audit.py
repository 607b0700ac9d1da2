"""The audit log of a programme, for its leads."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thinking_together.core.audit_reading import Narrowed, actions_of, csv_lines, events_of
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.forms import AuditForm
from thinking_together.programmes.requests import ProgrammeRequest

SHOWN = 50


@requires(Permission.SEE_AUDIT)
@require_safe
def audit(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Who did what, the newest first, narrowed as asked."""
    form = _form(request)
    events = events_of(programme, _asked(form))
    shown = {
        "programme": request.programme,
        "form": form,
        "page": Paginator(events, SHOWN).get_page(request.GET.get("page")),
        "query": _query(request),
    }
    return render(request, "programmes/audit.html", shown)


@requires(Permission.SEE_AUDIT)
@require_safe
def audit_file(request: ProgrammeRequest, programme: str) -> StreamingHttpResponse:
    """The same events as a CSV file, all of them."""
    lines = csv_lines(events_of(programme, _asked(_form(request))))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    invented = "INVENTED-" if request.programme.invented else ""
    response["Content-Disposition"] = f'attachment; filename="{invented}{programme}-audit.csv"'
    return response


def _form(request: ProgrammeRequest) -> AuditForm:
    return AuditForm(actions_of(request.programme.slug), request.GET or None)


def _asked(form: AuditForm) -> Narrowed:
    """What is wrong in the form narrows nothing; the page says so."""
    if not form.is_bound:
        return Narrowed()
    form.is_valid()
    good = form.cleaned_data
    return Narrowed(good.get("who", ""), good.get("action", ""), good.get("since"), good.get("until"))


def _query(request: ProgrammeRequest) -> str:
    """The question without the page, for links that keep it."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
