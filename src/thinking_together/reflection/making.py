"""Making a plan: at once where it takes less than a second, else by the worker."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from thinking_together.accounts.models import Person
from thinking_together.core.audit import System
from thinking_together.core.closed import refuse
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.queries import JobView, latest_of
from thinking_together.core.tasks.running import Running
from thinking_together.core.writes import SYSTEM, Actor
from thinking_together.reflection.domain.planning import Changed, keep_plan
from thinking_together.reflection.models import Round
from thinking_together.reflection.planner.exact import Solution, solve
from thinking_together.reflection.planner.explain import Remedy, remedies
from thinking_together.reflection.planner.greedy import greedy
from thinking_together.reflection.planning import Planning, planning_of

KIND = "sessions.plan"
AT_ONCE = 1.0  # seconds a page may take
QUICK = 0.12  # a plan that took so long leaves time to try each rule a step looser, at once too
LONG, EACH_RULE = 30.0, 5.0
STEPS = 3


@job(KIND, label="A plan of the sessions", repeatable=True, attempts=3, passing=(Changed,))
def make_plan(running: Running, *, round: int, by: int | None = None) -> str:
    """The address of the plan. Where what it was made of changed meanwhile, it is made again."""
    held = Round.objects.select_related("programme").get(pk=round)
    planning = planning_of(held)
    running.step("Placing people", 1, STEPS)
    solution = solve(planning.instance, seconds=LONG, start=greedy(planning.instance))
    running.step("Looking for what would give more people a place", 2, STEPS)
    found = remedies(planning.instance, solution, seconds=EACH_RULE)
    with transaction.atomic():
        running.hold()
        keep_plan(round=held, made_of=planning.made_of, solution=solution, remedies=found, by=_who(by))
    return reverse("sessions_plan", args=[held.programme.slug])


def plan(*, round: Round, by: Actor) -> Job | None:
    """Makes the plan now, and gives nothing; or the worker's job, where it takes longer than a page may.

    ``Changed`` where somebody changed what it is made of at this very moment.
    """
    refuse(round.programme.slug)
    planning = planning_of(round)
    solution = solve(planning.instance, seconds=AT_ONCE, start=greedy(planning.instance))
    found = _remedies_at_once(planning, solution)
    if found is not None:
        keep_plan(round=round, made_of=planning.made_of, solution=solution, remedies=found, by=by)
        return None
    asked_by = None if isinstance(by, System) else by.pk
    return ask(make_plan, _subject(round), of_programme=round.programme.slug, round=round.pk, by=asked_by)


def _remedies_at_once(planning: Planning, solution: Solution) -> tuple[Remedy, ...] | None:
    """Nothing where the plan is not proven or trying the rules would take too long."""
    if not solution.optimal:
        return None
    if solution.plan.placed == len(planning.instance.people):
        return ()
    return remedies(planning.instance, solution, seconds=QUICK) if solution.seconds <= QUICK else None


def making(round: Round) -> JobView | None:
    """The newest job that plans this round."""
    return latest_of(KIND, _subject(round))


def _subject(round: Round) -> str:
    return f"round/{round.pk}"


def _who(key: int | None) -> Actor:
    """Who asked; the system, for a person who was erased meanwhile."""
    return (Person.objects.filter(pk=key).first() if key is not None else None) or SYSTEM
