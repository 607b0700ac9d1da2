"""Results to take away: one figure as table or picture, all figures, and the codebook."""

from __future__ import annotations

import json

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from thinking_together.analysis.tables import Table
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.survey.figures.questions import reference_of
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.queries import shown_version
from thinking_together.survey.results import codebook as book
from thinking_together.survey.results import reading
from thinking_together.survey.results.asking import asking_of
from thinking_together.survey.results.drawing import png_of, svg_of
from thinking_together.survey.results.layout import layout
from thinking_together.survey.results.page import figure_or_404
from thinking_together.survey.results.sheets import Sheet, as_csv, as_xlsx, codebook_sheet, sheet_of, sheet_of_all
from thinking_together.survey.results.shown import shown

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
}
PICTURES = ("svg", "png")


@requires(Permission.SEE_PROGRAMME)
@require_safe
def figure_file(request: ProgrammeRequest, programme: str, figure: str, form: str) -> HttpResponse:
    """What the page of the figure shows, asked in the same way."""
    info = figure_or_404(request, figure)
    reference = reference_of(info, asking_of(info, request.GET))
    table = reading.answer(request.programme, reference)
    if not isinstance(table, Table) or form not in TYPES:
        raise Http404("there is no such file")
    if form in PICTURES:
        told = shown(table)
        if not told.bars:
            raise Http404("it has no picture")
        placed = layout(told)
        return _file(request, svg_of(placed).encode() if form == "svg" else png_of(placed), figure, form)
    return _sheet(request, sheet_of(table, str(reference)), figure, form, table.title)


@requires(Permission.SEE_PROGRAMME)
@require_safe
def everything(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Every figure, of everybody and by sector, with the codebook: one workbook."""
    made = request.programme
    title = ("INVENTED: " if made.invented else "") + f"{made.title}: survey results"
    sheets = (sheet_of_all(reading.everything(made), made.invented), _codebook(request))
    return _file(request, as_xlsx(sheets, title, made.as_of), "results", "xlsx")


@requires(Permission.SEE_PROGRAMME)
@require_safe
def codebook(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """What each code stands for."""
    return _file(request, as_csv(_codebook(request)), "codebook", "csv")


def _codebook(request: ProgrammeRequest) -> Sheet:
    version = shown_version(request.programme)
    content = json.loads(version.document) if version else None
    rows = tuple(book.lines(from_content(content), content)) if content else ()
    title = f"Codebook: {version.title}, version {version.version}" if version else "Codebook"
    return codebook_sheet(book.HEADS, rows, title, request.programme.invented)


def _sheet(request: ProgrammeRequest, sheet: Sheet, name: str, form: str, title: str) -> HttpResponse:
    if form == "csv":
        return _file(request, as_csv(sheet), name, form)
    title = ("INVENTED: " if request.programme.invented else "") + title
    return _file(request, as_xlsx([sheet], title, request.programme.as_of), name, form)


def _file(request: ProgrammeRequest, data: bytes, name: str, form: str) -> HttpResponse:
    invented = "INVENTED-" if request.programme.invented else ""
    response = HttpResponse(data, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{invented}{request.programme.slug}-survey-{name}.{form}"'
    return response
