"""What a programme still needs before anybody outside may be asked anything."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass

from thinking_together.content.support import shipped_support
from thinking_together.programmes.models import SAFEGUARDING, DutyCode, Programme


@dataclass(frozen=True, slots=True)
class Missing:
    """Something without which nothing opens: ``what``, in words, and the name of the address where it is given."""

    code: str
    what: str
    address: str


def ready_to_open(programme: Programme) -> tuple[Missing, ...]:
    """What is missing before a survey or a session may open; empty when it may. Two statements at most."""
    named = set(programme.responsible.filter(duty__in=SAFEGUARDING).values_list("duty", flat=True))
    missing = [
        Missing(duty.value, f"Name the {duty.label.lower()}.", "setup_responsible")
        for duty in SAFEGUARDING
        if duty not in named
    ]
    if not programme.children_number:
        missing.append(Missing("number", "Give the local number for a concern about a child.", "setup_numbers"))
    if not programme.reading_rota:
        missing.append(Missing("rota", "Say who reads free text, and when.", "setup_numbers"))
    if not support_is_confirmed(programme):
        missing.append(Missing("support", "Check the support lines and confirm them.", "setup_support"))
    return tuple(missing)


def lines_of(programme: Programme) -> str:
    """A fingerprint of every line and number that people in need would find now."""
    support = shipped_support(programme.local_support)
    lines = [astuple(line) for line in (support.immediate, *support.others)]
    return hashlib.sha256(repr((lines, programme.children_number)).encode()).hexdigest()


def support_is_confirmed(programme: Programme) -> bool:
    """Whether somebody confirmed the lines exactly as they are now."""
    return bool(programme.support_confirmed) and programme.support_confirmed_as == lines_of(programme)


def safeguarding_names(programme: Programme) -> tuple[str, ...]:
    """The names of the safeguarding lead and deputy, as far as they are named."""
    named = dict(programme.responsible.filter(duty__in=SAFEGUARDING).values_list("duty", "name"))
    return tuple(named[duty] for duty in (DutyCode.SAFEGUARDING_LEAD, DutyCode.SAFEGUARDING_DEPUTY) if duty in named)
