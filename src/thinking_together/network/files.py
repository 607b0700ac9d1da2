"""The learning network in a bundle. Its events stand with the gatherings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from thinking_together.core.tabular import Code, FolderWriter
from thinking_together.gatherings.models import Gathering
from thinking_together.network import rows
from thinking_together.network.models import (
    Answered,
    Audience,
    Consent,
    Evaluation,
    EvaluationForm,
    Interest,
    Member,
    Page,
    Update,
)
from thinking_together.network.reading import Parsed, read
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import Part


def save(programme: Programme, parsed: Parsed) -> None:
    _save_page(programme, parsed)
    _save_members(programme, parsed)
    Update.objects.bulk_create(_update(programme, row) for row in reversed(parsed.updates))
    Answered.objects.bulk_create(
        Answered(programme=programme, **{name: getattr(row, name) for name in rows.AnsweredRow.__slots__})
        for row in reversed(parsed.answered)
    )
    _save_evaluations(programme, parsed)


def _save_page(programme: Programme, parsed: Parsed) -> None:
    if parsed.page is not None:
        opened = timezone.make_aware(datetime.combine(programme.as_of, time(12))) if parsed.page.open else None
        Page.objects.create(
            programme=programme, why=parsed.page.why, taking_part=parsed.page.taking_part, opened=opened
        )
    Interest.objects.bulk_create(
        Interest(programme=programme, code=row.code, name=row.name, position=at)
        for at, row in enumerate(parsed.interests)
    )


def _save_members(programme: Programme, parsed: Parsed) -> None:
    consents = {
        row.number: Consent(programme=programme, number=row.number, since=row.since, words=row.words)
        for row in parsed.consents
    }
    Consent.objects.bulk_create(consents.values())
    if not parsed.members:
        return
    participants = {participant.code: participant for participant in programme.participants.all()}
    Member.objects.bulk_create(
        (
            Member(
                programme=programme,
                participant=participants[row.participant],
                joined=row.joined,
                left=row.left,
                consent=consents[row.consent] if row.consent is not None else None,
                consented=row.consented,
                position=at,
            )
            for at, row in enumerate(parsed.members)
        ),
        batch_size=500,
    )


def _update(programme: Programme, row: rows.UpdateRow) -> Update:
    return Update(
        programme=programme,
        code=row.code,
        title=row.title,
        body=row.body,
        audience=row.audience,
        chosen=[str(code) for code in row.sectors or row.interests],
        shown=row.shown,
        sent=row.sent,
        sent_to=row.sent_to,
    )


def _save_evaluations(programme: Programme, parsed: Parsed) -> None:
    gatherings = {g.code: g for g in Gathering.objects.filter(programme=programme)}
    evaluations = {
        row.event: Evaluation(gathering=gatherings[row.event], opened=row.opened, closed=row.closed)
        for row in parsed.evaluations
    }
    Evaluation.objects.bulk_create(evaluations.values())
    EvaluationForm.objects.bulk_create(
        (EvaluationForm(evaluation=evaluations[Code(form.event)], points=dict(form.points)) for form in parsed.forms),
        batch_size=500,
    )


def write(programme: Programme, writer: FolderWriter) -> None:
    page = Page.objects.filter(programme=programme).first()
    if page is not None:
        rows.PAGE.write(writer, rows.PageRow(page.why, page.taking_part, page.opened is not None))
    consents = Consent.objects.filter(programme=programme)
    rows.CONSENTS.write(writer, (rows.ConsentRow(c.number, c.since, c.words) for c in consents))
    interests = Interest.objects.filter(programme=programme)
    rows.INTERESTS.write(writer, (rows.InterestRow(Code(i.code), i.name) for i in interests))
    members = programme.members.select_related("participant", "consent")
    rows.MEMBERS.write(writer, (_member_row(member) for member in members))
    rows.UPDATES.write(writer, (_update_row(update) for update in Update.objects.filter(programme=programme)))
    answered = Answered.objects.filter(programme=programme)
    rows.ANSWERED.write(writer, (rows.AnsweredRow(Code(a.code), a.day, a.said, a.did, a.shown) for a in answered))
    evaluations = Evaluation.objects.filter(gathering__programme=programme).order_by("pk").select_related("gathering")
    rows.EVALUATIONS.write(
        writer, (rows.EvaluationRow(Code(e.gathering.code), e.opened, e.closed) for e in evaluations)
    )
    rows.FORMS.write(writer, (row for evaluation in evaluations for row in _form_rows(evaluation)))


def _member_row(member: Member) -> rows.MemberRow:
    consent = member.consent.number if member.consent else None
    return rows.MemberRow(Code(member.participant.code), member.joined, member.left, consent, member.consented)


def _update_row(update: Update) -> rows.UpdateRow:
    chosen = tuple(Code(code) for code in update.chosen)
    return rows.UpdateRow(
        Code(update.code),
        update.title,
        update.body,
        Code(update.audience),
        chosen if update.audience == Audience.SECTOR else (),
        chosen if update.audience == Audience.INTEREST else (),
        update.shown,
        update.sent,
        update.sent_to,
    )


def _form_rows(evaluation: Evaluation) -> Iterator[rows.FormRow]:
    """Forms in the order of what they say: that in which they came is nobody's business."""
    said = sorted(sorted(form.points.items()) for form in evaluation.forms.all())
    for number, points in enumerate(said, start=1):
        for item, given in points:
            yield rows.FormRow(Code(evaluation.gathering.code), number, Code(item), given)


PART = Part("network", 20, rows.FILES, read, save, write)
