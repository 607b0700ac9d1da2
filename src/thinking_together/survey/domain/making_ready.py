"""What pages of results read is made before somebody looks: columns of all answers, and what may be shown of them.

Nothing is shown because of it and nothing hidden: a page that comes first makes for itself what it needs, and takes
longer.
"""

from __future__ import annotations

from collections.abc import Iterator

from thinking_together.core.progress import Progress, Step, silent
from thinking_together.core.tasks.asking import ask
from thinking_together.core.tasks.declaring import job
from thinking_together.core.tasks.models import Job
from thinking_together.core.tasks.running import Running
from thinking_together.evidence.reference import Reference
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.gated import offered, table_of
from thinking_together.survey.figures.questions import reference_of, usual
from thinking_together.survey.held.columns import make_ready
from thinking_together.survey.held.queries import counted_state, waves_of
from thinking_together.survey.models import QuestionnaireVersion

KIND = "survey.ready"
TOLD_EVERY = 10  # figures


def ask_for_results(programme: Programme) -> Job:
    """Asks a worker to make everything ready; once, however often it is asked before that is done."""
    return ask(make_results_ready, f"results/{programme.pk}", of_programme=programme.slug, programme=programme.pk)


@job(KIND, label="Making results of the survey ready", repeatable=True)
def make_results_ready(running: Running, *, programme: int) -> str:
    found = Programme.objects.filter(pk=programme).first()
    if found is None:
        return "the programme is gone"
    make_all_ready(found, running.progress)
    return "ready"


def make_all_ready(programme: Programme, told: Progress = silent) -> None:
    """Every figure by every split; again where what is counted changed meanwhile, which answers that come do not."""
    state = ""
    while state != (now := counted_state(programme)):
        state = now
        told(Step(0, 1, "Columns of answers"))
        for wave in _waves(programme):
            make_ready(wave)
        wanted = list(_questions(programme))
        for at, (reference, version) in enumerate(wanted):
            if at % TOLD_EVERY == 0:
                told(Step(at, len(wanted), "Figures"))
            table_of(programme, reference, version)


def _waves(programme: Programme) -> tuple[QuestionnaireVersion, ...]:
    """The two waves that are put beside each other."""
    return waves_of(programme)[-2:]


def _questions(programme: Programme) -> Iterator[tuple[Reference, QuestionnaireVersion | None]]:
    """Those about the wave before stand by what is asked of the last: only that is put beside it."""
    before = _waves(programme)[:-1]
    for info in offered(programme).values():
        for asking in usual(info):
            reference = reference_of(info, asking)
            for version in (None, *before):
                yield reference, version
