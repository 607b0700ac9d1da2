"""When each of the six phases runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from thinking_together.core.editing import Gone, version_of
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import Phase, PhaseCode, Programme

FIELDS = ("starts", "ends", "summary")


class EndsBeforeItStarts(ValueError):
    """The last day lies before the first."""


@write("phase.planned")
def plan_phase(
    *, programme: Programme, code: PhaseCode, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Phase] | Unchanged[Phase]:
    """Sets the days of a phase and how it is done; ``yours`` has all of ``FIELDS``."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    starts, ends = yours["starts"], yours["ends"]
    if not isinstance(starts, date) or not isinstance(ends, date) or ends < starts:
        raise EndsBeforeItStarts("the last day must not lie before the first")
    held = Phase.objects.filter(programme=programme, code=code).first()
    if held is None:
        if version != version_of(Phase(), FIELDS):
            raise Gone
        position = list(PhaseCode).index(code)
        made = Phase.objects.create(programme=programme, code=code, position=position, **yours)
        return Written(made, made, {"phase": code.value})
    held, names = changed(held, version=version, yours=yours)
    return Written(held, held, {"phase": code.value} | told(names)) if names else Unchanged(held)
