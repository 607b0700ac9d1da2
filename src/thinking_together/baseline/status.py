"""How far the baseline assessment is: which agencies have answered, what the group has agreed, who has signed off."""

from __future__ import annotations

from thinking_together.baseline.models import AgreedRating, Rating, Recommendation, SignOff
from thinking_together.gatherings.models import GatheringKind
from thinking_together.gatherings.status import held
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, counted, known

GROUP = ("lead", "baseline_contributor")


def status(programme: Programme) -> Status:
    """Done when the group has agreed on every recommendation; five statements."""
    lines = Recommendation.objects.filter(programme=programme).count()
    if not lines:
        return Status(Stage.NOT_STARTED, (), (Waiting("Bring in the guideline's baseline workbook.", ("lead",)),))
    answered = Rating.objects.filter(recommendation__programme=programme).values("agency").distinct().count()
    agreed = AgreedRating.objects.filter(recommendation__programme=programme).count()
    signed = SignOff.objects.filter(programme=programme).count()
    meetings = held(programme, GatheringKind.BASELINE_MEETING)
    done = known(
        (answered, "agency has answered", "agencies have answered"),
        (meetings.past, "meeting held", "meetings held"),
        (agreed, "rating agreed", "ratings agreed"),
        (signed, "agency has signed off", "agencies have signed off"),
    )
    waiting = []
    if not answered:
        waiting.append(Waiting("No agency has answered yet.", GROUP))
    if answered and agreed < lines:
        waiting.append(Waiting(f"{counted(lines - agreed, 'recommendation', 'recommendations')} to be agreed.", GROUP))
    return Status(Stage.WAITING if waiting else Stage.DONE, done, tuple(waiting))
