"""How far the workforce survey is. Whether there are answers is told; how many, the gate tells elsewhere."""

from __future__ import annotations

from thinking_together.programmes.models import Phase, PhaseCode, Programme
from thinking_together.programmes.status import Stage, Status, Waiting
from thinking_together.survey.models import QuestionnaireVersion, Response


def status(programme: Programme) -> Status:
    """From the questionnaire to the end of the phase; three statements."""
    version = QuestionnaireVersion.objects.filter(programme=programme).order_by("-position", "-pk").first()
    if version is None:
        return Status(Stage.NOT_STARTED, (), (Waiting("Write or choose the questionnaire.", ("lead", "analyst")),))
    done = (f"Questionnaire {version.version}",)
    answered = Response.objects.filter(questionnaire__programme=programme, trial=False).exists()
    phase = Phase.objects.filter(programme=programme, code=PhaseCode.SURVEY).first()
    over = phase is not None and phase.ends <= programme.as_of
    if not answered:
        what = "The survey is over without an answer." if over else "No answers yet: send the links by sector."
        return Status(Stage.WAITING, done, (Waiting(what, ("lead",)),))
    return Status(Stage.DONE if over else Stage.IN_PROGRESS, (*done, "Answers have come"), ())
