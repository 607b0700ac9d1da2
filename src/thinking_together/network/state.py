"""By what one tells whether forms came in: they leave no event."""

from __future__ import annotations

from thinking_together.network.models import EvaluationForm
from thinking_together.programmes.models import Programme


def forms_state(programme: Programme) -> str:
    """Changes whenever a form is kept; one statement."""
    return str(EvaluationForm.objects.filter(evaluation__gathering__programme=programme).count())
