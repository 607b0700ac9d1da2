"""A round of sessions: begun, its rules changed, closed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from thinking_together.content.session_guide import shipped_guide
from thinking_together.core import purges
from thinking_together.core.editing import Gone
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import Programme
from thinking_together.reflection.models import Question, Round, Wish
from thinking_together.reflection.sessions_ahead import open_round

RULES = ("smallest", "largest", "sectors", "one_organisation", "invited")
KIND = "reflection.wishes"


@write("round.begun")
def begin_round(*, programme: Programme, by: Actor) -> Round | Unchanged[Round]:
    """The round that is open, or a new one with the rules of the last. The first brings the guide's questions."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    held = open_round(programme)
    if held is not None:
        return Unchanged(held)
    last = Round.objects.filter(programme=programme).last()
    rules = {name: getattr(last, name) for name in RULES if name != "invited"} if last else {}
    made = Round.objects.create(programme=programme, number=last.number + 1 if last else 1, **rules)
    if not Question.objects.filter(programme=programme).exists():
        _questions(programme)
    return made


@write("round.rules_changed")
def change_rules(
    *, round: Round, version: str, yours: Mapping[str, object], by: Actor
) -> Written[Round] | Unchanged[Round]:
    """What its groups must be. ``Gone`` where it was closed meanwhile."""
    if not Round.objects.filter(pk=round.pk, closed=None).exists():
        raise Gone
    held, names = changed(round, version=version, yours=yours)
    return Written(held, held, told(names), programme=held.programme.slug) if names else Unchanged(held)


@write("round.closed", always=True)
def close_round(*, round: Round, by: Actor) -> Written[Round] | Unchanged[Round]:
    """Nothing is planned in it any more. Private wishes go, out of older backups too."""
    held = Round.objects.select_for_update(of=("self",)).select_related("programme").get(pk=round.pk)
    if held.closed is not None:
        return Unchanged(held)
    held.closed = timezone.localdate()
    held.save(update_fields=["closed"])
    wishes = purges.purge(kind=KIND, key=f"{held.programme.slug}/{held.number}", by=by)
    return Written(held, held, {"wishes": wishes}, programme=held.programme.slug)


def remove(key: str) -> int:
    """Private wishes of a round: a part of closing it, and done again when an older backup is restored."""
    slug, _, number = key.partition("/")
    return Wish.objects.filter(offer__round__programme__slug=slug, offer__round__number=int(number)).delete()[0]


def _questions(programme: Programme) -> None:
    guide = shipped_guide()
    known = [*((q.code, q.text) for q in guide.questions), *((item.code, item.text) for item in guide.feedback)]
    Question.objects.bulk_create(
        Question(programme=programme, code=code, text=text, position=at) for at, (code, text) in enumerate(known)
    )
