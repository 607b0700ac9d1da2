"""How far the report is: what has been written, and its newest edition."""

from __future__ import annotations

from thinking_together.analysis.tables import day
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, counted, known
from thinking_together.report.models import Edition, EditionState, Section, SectionCode


def status(programme: Programme) -> Status:
    """From sections to a published edition; two statements."""
    sections = set(Section.objects.filter(programme=programme).values_list("code", flat=True))
    edition = Edition.objects.filter(programme=programme).defer("document").order_by("-number").first()
    done = known((len(sections), "section written", "sections written"))
    if edition is not None:
        done = (*done, f"{edition.get_state_display()} {edition.number}, as of {day(edition.as_of)}")
    missing = [label for code, label in SectionCode.choices if code not in sections]
    if not sections and edition is None:
        return Status(Stage.NOT_STARTED, (), (Waiting("Write the introduction and the other sections.", ("lead",)),))
    waiting = tuple(Waiting(f"Section “{label}” is not written yet.", ("lead",)) for label in missing)
    if edition is None or waiting:
        return Status(Stage.IN_PROGRESS, done, waiting)
    if edition.state == EditionState.DRAFT:
        return Status(Stage.WAITING, done, (_draft_waits(edition),))
    if edition.state == EditionState.WITHDRAWN:
        return Status(Stage.IN_PROGRESS, done, (Waiting("The report was withdrawn: build a new draft.", ("lead",)),))
    return Status(Stage.DONE, done)


def _draft_waits(edition: Edition) -> Waiting:
    """What is to be done with a draft, and by whom."""
    if edition.checked_at is None or edition.stale:
        return Waiting("The draft is not the report as it is now: build a new one.", ("lead", "analyst"))
    if edition.refusals:
        things = counted(len(edition.refusals), "thing keeps", "things keep")
        return Waiting(f"{things} the draft from being published.", ("lead", "analyst"))
    if edition.publish_asked_by_id is not None:
        return Waiting("A lead agreed to publish the draft: another has to agree too.", ("lead",))
    return Waiting("The draft waits to be published.", ("lead",))
