"""How far the synthesis is: findings, and which of them still lack something."""

from __future__ import annotations

from thinking_together.evidence.resolve import Resolver
from thinking_together.evidence.standing import as_it_stands
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, counted, known
from thinking_together.synthesis.checks import lacks
from thinking_together.synthesis.models import Code, Finding, Recommendation

ANALYST = ("lead", "analyst")


def status(programme: Programme) -> Status:
    """Done when there are findings and recommendations, and no finding lacks anything."""
    codes = Code.objects.filter(programme=programme).count()
    findings = Finding.objects.filter(programme=programme).count()
    asked = Recommendation.objects.filter(programme=programme).count()
    done = known(
        (codes, "code", "codes"), (findings, "finding", "findings"), (asked, "recommendation", "recommendations")
    )
    if not done:
        return Status(Stage.NOT_STARTED, (), (Waiting("Begin the codebook when the first texts are in.", ANALYST),))
    if not findings:
        return Status(Stage.IN_PROGRESS, done, (Waiting("Write the first findings.", ANALYST),))
    unfinished = as_it_stands(programme, "unfinished findings", _unfinished)
    waiting = []
    if unfinished:
        what = (
            f"{counted(unfinished, 'finding is', 'findings are')} not final: judgements or negative cases are missing."
        )
        waiting.append(Waiting(what, ANALYST))
    if not asked:
        waiting.append(Waiting("Write the recommendations.", ("lead",)))
    return Status(Stage.WAITING if waiting else Stage.DONE, done, tuple(waiting))


def _unfinished(resolver: Resolver) -> int:
    """Every explanation is compared with every other, so it is done once while the texts stand."""
    return len({lack.finding for lack in lacks(resolver.programme)})
