"""Asking people for the times at which they could come."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from thinking_together.core.writes import Actor
from thinking_together.messaging.domain import send
from thinking_together.messaging.markdown import literally
from thinking_together.messaging.parts import PersonalLink, Recipient
from thinking_together.programmes.fields import Words
from thinking_together.programmes.models import Participant
from thinking_together.programmes.readiness import ready_to_open
from thinking_together.reflection.models import Round
from thinking_together.reflection.telling import ASK, TIMES, target_of_round

DEFAULT = (
    "We invite you to a small group of people from different services, who meet face to face and think together about "
    "how children and young people are supported. It takes an hour and a half. Nobody need share; listening is taking "
    "part."
)


class NotReady(ValueError):
    """Nothing is asked before somebody answers for safeguarding."""


class AskForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput())
    words = Words(
        "what people are told",
        longest=2000,
        label="What people are told",
        help_text="The link to their own page of times stands below it.",
    )

    @staticmethod
    def fresh() -> dict[str, Any]:
        return {"key": uuid.uuid4(), "words": DEFAULT}


def to_be_asked(round: Round) -> QuerySet[Participant]:
    """Whoever takes part, has an address and has not answered in this round."""
    known = Participant.objects.filter(programme=round.programme).exclude(email="")
    return known.exclude(session_offers__round=round)


def ask_for_times(*, round: Round, key: uuid.UUID, words: str, by: Actor) -> int:
    """How many are asked; the same form sent twice asks once. ``NotReady`` without safeguarding."""
    if missing := ready_to_open(round.programme):
        raise NotReady(" ".join(one.what for one in missing))
    message = send(
        programme=round.programme,
        key=f"sessions/{round.number}/ask/{key}",
        kind=ASK.code,
        subject="When could you come to a session?",
        body=f"{literally(words)}\n\n[Say when you could come]({{times}})",
        to=[Recipient(participant=one) for one in to_be_asked(round)],
        by=by,
        links=[PersonalLink("times", TIMES.code, target_of_round(round))],
    )
    return int(message.deliveries.count())
