"""The baseline workbook in the layout of NICE's tool, with the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile

from examples.generator.baseline import Baseline
from examples.generator.output import Output
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

HEADINGS = (
    "NICE recommendation",
    "Guideline reference",
    "Is the recommendation relevant?",
    "Current activity/evidence",
    "Recommendation met?",
    "Actions needed to implement recommendation",
    "Risk associated with not implementing recommendation",
    "Is there a cost or saving?",
    "Deadline",
    "Lead",
)
INTRODUCTION = (
    "INVENTED DATA: baseline assessment of Fernshire, an invented place",
    "Sections are those of NG225 (7 September 2022): https://www.nice.org.uk/guidance/ng225",
    "The rows within a section and their wording are this example's own. They do not reproduce the guideline.",
    "Each agency answered for itself; this sheet holds what the group agreed.",
)
MET = {"met": "Yes", "partly": "Partial", "not_met": "No", "not_relevant": ""}
ACTIONS = {
    "1.4.2": ("Agree what every family is offered before and after a referral", "Families left alone with it", "Cost"),
    "1.5.1": ("Agree what an episode is and when an assessment is called for", "Unequal care", "Not known"),
    "1.14.4": ("Add assessment training to induction", "Skills depend on who is on shift", "Cost"),
    "1.15.1": ("Set up regular supervision for school staff", "Staff leave", "Cost"),
}
FIXED = (2023, 7, 18, 0, 0, 0)


def write_workbook(out: Output, baseline: Baseline) -> None:
    book = Workbook()
    intro = book.active
    assert intro is not None
    intro.title = "Introduction"
    for line in INTRODUCTION:
        intro.append([line])
    sheet = book.create_sheet("Baseline assessment")
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for r in baseline.recommendations:
        agreed = baseline.agreed[r.number]
        action, risk, cost = ACTIONS.get(r.number, ("", "", ""))
        relevant = "No" if agreed == "not_relevant" else "Yes"
        sheet.append([r.label, r.number, relevant, "", MET[agreed], action, risk, cost, "", ""])
    for column, width in zip("ABCDEFGHIJ", (60, 12, 12, 40, 12, 40, 40, 14, 14, 20), strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=2, max_col=1):
        row[0].alignment = Alignment(wrap_text=True)
    raw = io.BytesIO()
    book.save(raw)
    out.data("baseline/baseline.xlsx", _same_bytes(raw.getvalue()))


def _same_bytes(data: bytes) -> bytes:
    """The archive with fixed times, inside and out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2023-07-18T00:00:00Z", content)
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return out.getvalue()
