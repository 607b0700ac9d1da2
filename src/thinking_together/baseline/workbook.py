"""The baseline assessment workbook in NICE's layout: its columns and one line of it."""

from __future__ import annotations

from dataclasses import dataclass

# Field, heading as we write it, other headings that mean the same, and words that hint at it where none fits.
# All in lower case without punctuation but for the heading itself.
COLUMNS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "label",
        "Recommendation",
        ("nice recommendation", "guideline recommendation", "recommendations", "recommendation text", "statement"),
        (),
    ),
    (
        "number",
        "Guideline reference",
        ("reference", "ref", "recommendation number", "recommendation reference", "nice reference", "number", "rec no"),
        ("reference", "ref", "number"),
    ),
    (
        "relevant",
        "Is the recommendation relevant?",
        ("relevant", "recommendation relevant", "is this recommendation relevant", "applicable"),
        ("relevant", "applicable"),
    ),
    (
        "activity",
        "Current activity or evidence",
        (
            "current activity evidence",
            "current activity",
            "current activity and evidence",
            "evidence",
        ),
        ("activity", "evidence"),
    ),
    (
        "met",
        "Recommendation met?",
        ("met", "is the recommendation met", "is this recommendation met", "compliant", "compliance"),
        ("met", "compliant"),
    ),
    (
        "actions",
        "Actions needed to implement the recommendation",
        (
            "actions needed to implement recommendation",
            "actions needed",
            "action needed",
            "actions required",
            "actions",
        ),
        ("action", "actions"),
    ),
    (
        "risk",
        "Is there a risk if the recommendation is not implemented?",
        (
            "is there a risk associated with not implementing this recommendation",
            "risk if not implemented",
            "risk associated with not implementing",
            "risk",
        ),
        ("risk", "risks"),
    ),
    (
        "cost",
        "Is there a cost or saving?",
        ("cost or saving", "costs or savings", "cost saving", "cost"),
        ("cost", "costs", "saving", "savings"),
    ),
    ("deadline", "Deadline", ("target date", "due date", "timescale", "date due"), ("deadline",)),
    ("lead", "Lead", ("responsible lead", "lead person", "name of lead", "lead officer", "owner"), ("lead",)),
)
FIELDS = tuple(field for field, _, _, _ in COLUMNS)
HEADINGS = {field: heading for field, heading, _, _ in COLUMNS}


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """One recommendation as the workbook has it; cells are texts as they stand there.

    ``headings`` are the lines above it that name a part of the guideline, ``extra`` columns of the area's own.
    """

    number: str
    label: str
    relevant: str = ""
    activity: str = ""
    met: str = ""
    actions: str = ""
    risk: str = ""
    cost: str = ""
    deadline: str = ""
    lead: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = ()
