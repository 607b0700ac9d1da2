"""Three small sessions with notes, places and feedback."""

from __future__ import annotations

GATHERINGS = """code,kind,title,day,online,place,planned_size
s1,reflective_session,Session one,2023-06-05,no,Library,7
s2,reflective_session,Session two,2023-06-12,no,Library,7
s3,reflective_session,Session three,2023-06-19,no,Library,7
web,webinar,Launch,2023-03-01,yes,,100
"""


def places(session: str, sector: str, count: int, state: str = "attended", reason: str = "", notice: str = "") -> str:
    return f"{session},{sector},{state},,,{reason},{notice}\n" * count


ATTENDANCE = (
    "gathering,sector,state,participant,partner,reason,notice_days\n"
    + places("s1", "education", 4)
    + places("s1", "health", 2)
    + places("s2", "education", 5)
    + places("s2", "health", 2)
    + places("s3", "education", 1)
    + places("s3", "health", 1)
    + places("s3", "police", 2)
    + places("s1", "health", 4, "cancelled", "work_pressure", "1")
    + places("s2", "health", 2, "cancelled", "work_pressure", "2")
    + places("s2", "health", 1, "cancelled", "work_pressure", "3")
    + places("s3", "police", 1, "cancelled", "personal", "0")
    + places("s3", "police", 1, "cancelled", "", "")
    + places("s3", "police", 1, "did_not_attend", "clash", "")
    + places("web", "police", 30)
)
QUESTIONS = "code,text\nparents,How do parents respond?\nsystems,How well are other services known?\n"
NOTES = """# Session one

## parents: How do parents respond?

- education: They hope for a quick answer,
  and ring again the next day
- group: Agreed by everybody

## systems: How well are other services known?
"""
NOTES_2 = "# Session two\n\n## systems: How well are other services known?\n\n- health: Well enough\n"


def feedback(item: str, points: list[int]) -> str:
    return "".join(f"s{n % 2 + 1},{n // 2 + 1},{item},{p}\n" for n, p in enumerate(points))


FEEDBACK = (
    "session,form,item,points\n" + feedback("worth_my_time", [5] * 6 + [4] * 6) + feedback("spoke_openly", [3] * 9)
)
FILES = {
    "gatherings/gatherings.csv": GATHERINGS,
    "gatherings/attendance.csv": ATTENDANCE,
    "reflection/questions.csv": QUESTIONS,
    "reflection/notes/s1.md": NOTES,
    "reflection/notes/s2.md": NOTES_2,
    "reflection/feedback.csv": FEEDBACK,
}
