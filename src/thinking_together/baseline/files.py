"""The baseline in a bundle."""

from __future__ import annotations

from collections.abc import Iterator

from thinking_together.baseline import rows
from thinking_together.baseline.assessment import Assessment, comment_ref, minute_ref
from thinking_together.baseline.models import Action, AgreedRating, Minutes, Rating, Recommendation, SignOff, Topic
from thinking_together.baseline.queries import load_assessment
from thinking_together.baseline.reading import read
from thinking_together.baseline.workbook import FIELDS, WorkbookLine
from thinking_together.baseline.workbook_writing import Cover, write_workbook
from thinking_together.core.tabular import FolderWriter
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.texts import NewText, add_texts
from thinking_together.gatherings.models import Gathering
from thinking_together.gatherings.notes import print_notes
from thinking_together.programmes.models import Partner, Programme
from thinking_together.programmes.parts import Part


def save(programme: Programme, assessment: Assessment) -> None:
    agencies = {p.code: p for p in programme.partners.select_related("sector")}
    meetings = {g.code: g for g in Gathering.objects.filter(programme=programme)}
    lines = {line.number: _line(programme, line, at) for at, line in enumerate(assessment.lines)}
    Recommendation.objects.bulk_create(lines.values(), batch_size=500)
    _save_ratings(assessment, lines, agencies, meetings)
    SignOff.objects.bulk_create(
        SignOff(programme=programme, agency=agencies[s.agency], by=s.by, on=s.on, position=at)
        for at, s in enumerate(assessment.signoffs)
    )
    _save_actions(assessment, lines, agencies)
    _save_minutes(assessment, meetings)
    add_texts(programme=programme, phase="baseline", texts=_texts(assessment, agencies), by=SYSTEM)


def _line(programme: Programme, line: WorkbookLine, position: int) -> Recommendation:
    return Recommendation(
        programme=programme,
        extra=[list(pair) for pair in line.extra],
        headings=list(line.headings),
        position=position,
        **{field: getattr(line, field) for field in FIELDS},
    )


def _save_ratings(
    assessment: Assessment,
    lines: dict[str, Recommendation],
    agencies: dict[str, Partner],
    meetings: dict[str, Gathering],
) -> None:
    Rating.objects.bulk_create(
        (
            Rating(recommendation=lines[r.recommendation], agency=agencies[r.agency], rating=r.rating, position=at)
            for at, r in enumerate(assessment.ratings)
        ),
        batch_size=500,
    )
    AgreedRating.objects.bulk_create(
        AgreedRating(
            recommendation=lines[a.recommendation],
            rating=a.rating,
            disagreement=a.disagreement,
            meeting=meetings[a.agreed_on] if a.agreed_on else None,
            position=at,
        )
        for at, a in enumerate(assessment.agreed)
    )


def _save_actions(assessment: Assessment, lines: dict[str, Recommendation], agencies: dict[str, Partner]) -> None:
    Action.objects.bulk_create(
        Action(
            recommendation=lines[a.recommendation],
            action=a.action,
            owner=agencies[a.owner] if a.owner else None,
            due=a.due,
            position=at,
        )
        for at, a in enumerate(assessment.actions)
    )


def _save_minutes(assessment: Assessment, meetings: dict[str, Gathering]) -> None:
    stored = {code: Minutes(meeting=meetings[code], title=notes.title) for code, notes in assessment.minutes.items()}
    Minutes.objects.bulk_create(stored.values())
    Topic.objects.bulk_create(
        Topic(
            minutes=stored[code],
            code=heading.code,
            text=heading.text,
            speakers=[said.who for said in heading.said],
            position=at,
        )
        for code, notes in assessment.minutes.items()
        for at, heading in enumerate(notes.headings)
    )


def _texts(assessment: Assessment, agencies: dict[str, Partner]) -> Iterator[NewText]:
    """Agencies' comments, counted by agency, and what was said at meetings, counted by meeting."""
    sectors = {code: agency.sector.code if agency.sector else "" for code, agency in agencies.items()}
    for row in assessment.ratings:
        if row.comment:
            ref = comment_ref(row.recommendation, row.agency)
            yield NewText(ref, row.agency, row.comment, sectors[row.agency], row.recommendation)
    for meeting, notes in assessment.minutes.items():
        for heading in notes.headings:
            for number, said in enumerate(heading.said, start=1):
                ref = minute_ref(meeting, heading.code, number)
                yield NewText(ref, meeting, said.body, sectors.get(said.who, ""), heading.code)


def write(programme: Programme, writer: FolderWriter) -> None:
    assessment = load_assessment(programme)
    if assessment.lines:
        cover = Cover(programme.title, programme.as_of, programme.invented)
        writer.write_bytes(rows.WORKBOOK.name, write_workbook(assessment.lines, cover))
    rows.RATINGS.write(writer, assessment.ratings)
    rows.AGREED.write(writer, assessment.agreed)
    rows.SIGNOFF.write(writer, assessment.signoffs)
    rows.ACTIONS.write(writer, assessment.actions)
    for meeting, notes in assessment.minutes.items():
        writer.write_text(f"{rows.MINUTES_FOLDER}/{meeting}.md", print_notes(notes))


FILES = (rows.WORKBOOK, rows.RATINGS, rows.AGREED, rows.SIGNOFF, rows.ACTIONS, rows.MINUTES)
PART = Part("baseline", 70, FILES, read, save, write)
