"""What the network writes to people. No subject has words that filters of schools block."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from thinking_together.analysis.tables import day
from thinking_together.core.school_filters import quiet
from thinking_together.core.writes import Actor
from thinking_together.gatherings.models import Attendance, AttendanceState, Gathering
from thinking_together.messaging.domain import send
from thinking_together.messaging.markdown import literally
from thinking_together.messaging.parts import PersonalLink, Recipient
from thinking_together.network.models import ASKING_DAYS, Asking, Member, Update
from thinking_together.network.purposes import ASKED, CONFIRM, EVALUATION, INTERESTS, LEAVE, MEMBER, UPDATE
from thinking_together.programmes.models import Programme

OF_MEMBERS = (PersonalLink("interests", INTERESTS.code, "network"), PersonalLink("leave", LEAVE.code, "network"))
LINKS = "[Change what interests you]({interests}) · [Leave the network]({leave})"


def confirm(asking: Asking, key: UUID, by: Actor) -> None:
    """The link that makes somebody a member, to the address that they gave."""
    place = literally(asking.programme.place)
    send(
        programme=asking.programme,
        key=f"network/join/{key}",
        kind=ASKED.code,
        subject=f"Confirm that you want to join in {_place(asking.programme)}",
        body=f"Somebody, we hope you, asked to join the learning network in {place} with this address.\n\n"
        "[Open this link]({confirm}) and press the button there to become a member.\n\n"
        f"It works for {ASKING_DAYS} days. If it was not you, do nothing: then what was told is deleted.",
        to=[Recipient(address=asking.email)],
        links=[PersonalLink("confirm", CONFIRM.code, f"asking:{asking.pk}")],
        by=by,
    )


def member_already(member: Member, key: UUID, by: Actor) -> None:
    """For somebody who asked and is a member: their links, which they may have lost."""
    place = literally(member.programme.place)
    words = f"Somebody, we hope you, asked to join the learning network in {place} with this address. You are a member."
    _to_member(member, f"network/join/{key}", "Your links for the network", words, by)


def welcome(member: Member, by: Actor) -> None:
    """The links that a member keeps."""
    page = f"{settings.SITE_ADDRESS}{reverse('network', args=[member.programme.slug])}"
    words = f"Welcome to the learning network in {literally(member.programme.place)}. [Ways to take part]({page}#ways)"
    key = f"network/welcome/{member.pk}/{timezone.now():%Y%m%d%H%M%S%f}"
    _to_member(member, key, "You are a member", words, by)


def update(update: Update, members: Sequence[Member], by: Actor) -> None:
    """An update, to those whom it is for."""
    send(
        programme=update.programme,
        key=f"network/update/{update.pk}/{update.code}",
        kind=UPDATE.code,
        subject=update.title,
        body=f"# {literally(update.title)}\n\n{_as_written(update.body)}\n\n---\n\n"
        f"You get this as a member of the learning network. {LINKS}",
        to=[Recipient(participant=member.participant) for member in members],
        links=OF_MEMBERS,
        by=by,
    )


def evaluation(programme: Programme, gathering: Gathering, by: Actor) -> None:
    """One address, the same for all who came, or who had a place where nobody noted who came."""
    places = Attendance.objects.filter(gathering=gathering, participant__isnull=False).select_related("participant")
    came = [place for place in places if place.state == AttendanceState.ATTENDED]
    asked = came or [place for place in places if place.state == AttendanceState.COMING]
    form = f"{settings.SITE_ADDRESS}{reverse('network_evaluation', args=[programme.slug, gathering.code])}"
    send(
        programme=programme,
        key=f"network/evaluation/{gathering.code}",
        kind=EVALUATION.code,
        subject=f"How was it? {quiet(gathering.title, gathering.get_kind_display())}",
        body=f"You came to **{literally(gathering.title)}** on {day(gathering.day)}. [Say how it was]({form}): it "
        "takes about a minute. The form does not know who you are.",
        to=[Recipient(participant=place.participant) for place in asked],
        by=by,
    )


def _to_member(member: Member, key: str, subject: str, words: str, by: Actor) -> None:
    send(
        programme=member.programme,
        key=key,
        kind=MEMBER.code,
        subject=f"{subject}: {_place(member.programme)}",
        body=f"{words}\n\n{LINKS}\n\nKeep this message: the links are yours alone.",
        to=[Recipient(participant=member.participant)],
        links=OF_MEMBERS,
        by=by,
    )


def _place(programme: Programme) -> str:
    return quiet(programme.place, "your area")


def _as_written(body: str) -> str:
    """Nothing in it is the name of a link."""
    for link in OF_MEMBERS:
        body = body.replace(f"{{{link.name}}}", f"{{ {link.name} }}")
    return body
