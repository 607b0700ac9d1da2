"""Who answers for what in a programme."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from thinking_together.accounts.models import Person
from thinking_together.core.editing import Gone, version_of
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import SAFEGUARDING, DutyCode, Programme, Responsible

FIELDS = ("name", "email", "phone")


class NotReachable(ValueError):
    """A safeguarding person needs both an e-mail address and a telephone number."""


class SamePerson(ValueError):
    """The safeguarding lead and the deputy are two people."""


@write("responsible.named")
def name_responsible(
    *, programme: Programme, duty: DutyCode, version: str, yours: Mapping[str, str], by: Actor
) -> Written[Responsible] | Unchanged[Responsible]:
    """Names who answers for something, or changes how they are reached. ``yours`` has all of ``FIELDS``.

    A new address makes a new person: who named them and when is kept, since nobody may end a pause by naming
    themselves.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    yours = {name: " ".join(yours[name].split()) for name in FIELDS}
    yours["email"] = yours["email"].lower()
    _check(programme, duty, yours)
    held = Responsible.objects.filter(programme=programme, duty=duty).first()
    if held is None:
        if version != version_of(Responsible(), FIELDS):
            raise Gone
        made = Responsible.objects.create(programme=programme, duty=duty, named_by=_person(by), **yours)
        return Written(made, made, {"duty": duty.value})
    held, names = changed(held, version=version, yours=yours)
    if "email" in names:
        held.named_by, held.named_at = _person(by), timezone.now()
        held.save(update_fields=["named_by", "named_at"])
    return Written(held, held, {"duty": duty.value} | told(names)) if names else Unchanged(held)


@write("responsible.released")
def release_responsible(*, responsible: Responsible, by: Actor) -> Written[None]:
    """Nobody answers for it any more. The log never had their name."""
    Responsible.objects.filter(pk=responsible.pk).delete()
    return Written(responsible, None, {"duty": responsible.duty})


def _check(programme: Programme, duty: DutyCode, yours: Mapping[str, str]) -> None:
    if duty not in SAFEGUARDING:
        return
    if not yours["email"] or not yours["phone"]:
        raise NotReachable("somebody who answers for safeguarding needs an e-mail address and a telephone number")
    others = Responsible.objects.filter(programme=programme, duty__in=SAFEGUARDING).exclude(duty=duty)
    if others.filter(email__iexact=yours["email"]).exists():
        raise SamePerson("the safeguarding lead and the deputy must be two people")


def _person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None
