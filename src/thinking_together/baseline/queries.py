"""The stored assessment, read once."""

from __future__ import annotations

from thinking_together.baseline import rows
from thinking_together.baseline.assessment import Assessment, comment_ref, minute_ref
from thinking_together.baseline.models import Action, AgreedRating, Minutes, Rating, Recommendation, SignOff
from thinking_together.baseline.workbook import FIELDS, WorkbookLine
from thinking_together.core.tabular import Code
from thinking_together.evidence.models import Text
from thinking_together.gatherings.notes import Contribution, Heading, Notes
from thinking_together.programmes.models import Programme


def load_assessment(programme: Programme) -> Assessment:
    """The assessment of a programme; eight statements, whatever its size."""
    texts = {text.ref: text for text in Text.objects.filter(programme=programme, phase="baseline")}
    return Assessment(
        [_line(r) for r in Recommendation.objects.filter(programme=programme)],
        _ratings(programme, texts),
        _agreed(programme),
        _signoffs(programme),
        _actions(programme),
        _minutes(programme, texts),
    )


def _line(stored: Recommendation) -> WorkbookLine:
    return WorkbookLine(
        **{field: getattr(stored, field) for field in FIELDS},
        extra=tuple((heading, cell) for heading, cell in stored.extra),
        headings=tuple(stored.headings),
    )


def _ratings(programme: Programme, texts: dict[str, Text]) -> list[rows.RatingRow]:
    ratings = Rating.objects.filter(recommendation__programme=programme).select_related("recommendation", "agency")
    found = []
    for r in ratings:
        comment = texts.get(comment_ref(r.recommendation.number, r.agency.code))
        body = comment.body if comment else ""
        found.append(rows.RatingRow(Code(r.recommendation.number), Code(r.agency.code), Code(r.rating), body))
    return found


def _agreed(programme: Programme) -> list[rows.AgreedRow]:
    agreed = AgreedRating.objects.filter(recommendation__programme=programme)
    return [
        rows.AgreedRow(
            Code(a.recommendation.number), Code(a.rating), a.disagreement, Code(a.meeting.code) if a.meeting else None
        )
        for a in agreed.select_related("recommendation", "meeting")
    ]


def _signoffs(programme: Programme) -> list[rows.SignOffRow]:
    signed = SignOff.objects.filter(programme=programme).select_related("agency")
    return [rows.SignOffRow(Code(s.agency.code), s.by, s.on) for s in signed]


def _actions(programme: Programme) -> list[rows.ActionRow]:
    actions = Action.objects.filter(recommendation__programme=programme).select_related("recommendation", "owner")
    return [
        rows.ActionRow(Code(a.recommendation.number), a.action, Code(a.owner.code) if a.owner else None, a.due)
        for a in actions
    ]


def _minutes(programme: Programme, texts: dict[str, Text]) -> dict[str, Notes]:
    stored = Minutes.objects.filter(meeting__programme=programme).select_related("meeting").prefetch_related("topics")
    return {m.meeting.code: _notes(m, texts) for m in sorted(stored, key=lambda m: m.meeting.code)}


def _notes(minutes: Minutes, texts: dict[str, Text]) -> Notes:
    meeting = minutes.meeting.code
    return Notes(
        minutes.title,
        tuple(
            Heading(
                topic.code,
                topic.text,
                tuple(
                    Contribution(who, texts[minute_ref(meeting, topic.code, number)].body)
                    for number, who in enumerate(topic.speakers, start=1)
                ),
            )
            for topic in minutes.topics.all()
        ),
    )
