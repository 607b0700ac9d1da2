"""A small assessment: six recommendations of three sections, two agencies, one meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from thinking_together.baseline.workbook import WorkbookLine
from thinking_together.baseline.workbook_writing import Cover, write_workbook

LINES = (
    WorkbookLine("1.1.1", "Information for the person", headings=("1.1 Information and support",)),
    WorkbookLine("1.5.1", "Assessment early", activity="=SUM(A1)", deadline="2024-03-31", extra=(("RAG", "amber"),)),
    WorkbookLine("1.5.2", "Assessment with the person", relevant="Yes", met="Partly"),
    WorkbookLine("1.14.1", "Training for everyone", lead="Schools", headings=("1.14 Training", "For all staff")),
    WorkbookLine("1.14.2", "What training covers"),
    WorkbookLine("1.14.3", "Training made with young people"),
)
RATINGS = """recommendation,agency,rating,comment
1.1.1,nhs,met,
1.5.1,nhs,met,Offered within a day
1.14.1,nhs,partly,"Shadowing,
now and then"
1.14.2,nhs,met,
1.14.3,nhs,not_met,
1.14.1,schools,not_met,'- no time for it
1.14.2,schools,met,
1.14.3,schools,not_relevant,
"""
AGREED = """recommendation,rating,disagreement,agreed_on
1.1.1,met,,m1
1.5.1,partly,Schools do not know what follows a referral,m1
1.14.1,not_met,,m1
1.14.2,met,,m1
1.14.3,not_relevant,,
"""
SIGNOFF = "agency,by,on\nnhs,Medical director,2023-10-02\n"
ACTIONS = "recommendation,action,owner,due\n1.14.1,Agree who gives training,nhs,2024-01-31\n1.5.1,Write down when,,\n"
GATHERINGS = """code,kind,title,day,online,place,planned_size
m1,baseline_meeting,First meeting,2023-09-04,yes,,12
m2,baseline_meeting,Second meeting,2023-09-18,no,Town hall,12
s1,reflective_session,Session one,2023-07-03,no,Library,7
"""
MINUTES = """# First meeting

## 1.5.1: Assessment

- nhs: Everybody is seen,
  as soon as can be

  whatever the hour
- group: What counts as an episode is not agreed

## thresholds: Thresholds for referral
"""
FILES = {
    "gatherings/gatherings.csv": GATHERINGS,
    "baseline/ratings.csv": RATINGS,
    "baseline/agreed.csv": AGREED,
    "baseline/signoff.csv": SIGNOFF,
    "baseline/actions.csv": ACTIONS,
    "baseline/minutes/m1.md": MINUTES,
}


def put_workbook(folder: Path, lines: tuple[WorkbookLine, ...] = LINES) -> Path:
    """Writes the workbook into a bundle's folder."""
    path = folder / "baseline/baseline.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_workbook(lines, Cover("Thinking together in Smallshire", date(2023, 11, 30), True)))
    return folder
