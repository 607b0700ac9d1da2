"""You said, we did."""

from __future__ import annotations

from collections.abc import Mapping

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.network.models import Answered
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.domain.entries import new_code
from thinking_together.programmes.models import Programme

ANSWERED_FIELDS = ("said", "did", "day", "shown")


@write("network.answer_added")
def add_answer(
    *, programme: Programme, yours: Mapping[str, object], by: Actor
) -> Written[Answered] | Unchanged[Answered]:
    """The same sent twice is there once."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    listed = Answered.objects.filter(programme=programme)
    same = listed.filter(**yours).first()
    if same is not None:
        return Unchanged(same)
    first_words = " ".join(str(yours["said"]).split()[:6])
    code = new_code(first_words, set(listed.values_list("code", flat=True)))
    made = Answered.objects.create(programme=programme, code=code, **yours)
    return Written(made, made, {"code": made.code})


@write("network.answer_changed")
def change_answer(
    *, answered: Answered, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Answered] | Unchanged[Answered]:
    """Changes its words, or whether it is shown outside."""
    held, names = changed(answered, version=version, yours=yours)
    return Written(held, held, told(names)) if names else Unchanged(held)


@write("network.answer_removed")
def remove_answer(*, answered: Answered, by: Actor) -> Written[None]:
    """Takes one away."""
    Answered.objects.filter(pk=answered.pk).delete()
    return Written(answered, None, {"code": answered.code})
