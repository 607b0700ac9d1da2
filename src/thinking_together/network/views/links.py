"""What the links in messages lead to. Opening one does nothing: programs that scan mail open every link."""

from __future__ import annotations

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.links import use
from thinking_together.messaging.models import Link
from thinking_together.messaging.opening import by_link
from thinking_together.network.domain.joining import NotOpen, confirm
from thinking_together.network.domain.leaving import change_interests, leave
from thinking_together.network.join_form import Interests
from thinking_together.network.members import member_of, member_with
from thinking_together.network.models import ASKING_DAYS, Asking
from thinking_together.network.opening import of_network
from thinking_together.network.purposes import CONFIRM, INTERESTS, LEAVE
from thinking_together.network.views.public import programme_of


def joined_already(request: HttpRequest, link: Link) -> HttpResponse:
    """Somebody pressed twice, or opens the link once more: while they are a member, that is what they are told."""
    if link.to and member_with(link.programme, link.to) is not None:
        return redirect("network_joined", programme=link.programme.slug)
    return _over(request)


@requires(Permission.PUBLIC)
@by_link(CONFIRM.code, once_used=joined_already)
def confirm_joining(request: HttpRequest, link: Link) -> HttpResponse:
    """Asks by a button whether they want to join; pressed, they are a member, and the link is used up."""
    number = link.target.partition(":")[2]
    asking = Asking.objects.filter(programme=link.programme, pk=number).select_related("programme", "consent").first()
    if asking is None:
        return joined_already(request, link)
    if request.method == "POST":
        try:
            with transaction.atomic():
                if not use(link):
                    return joined_already(request, link)
                confirm(asking=asking, by=SYSTEM)
        except NotOpen:
            return render(request, "network/join_closed.html", {"programme": link.programme})
        return redirect("network_joined", programme=link.programme.slug)
    return render(request, "network/confirm.html", {"programme": link.programme, "days": ASKING_DAYS})


@requires(Permission.PUBLIC, of=of_network)
def joined(request: HttpRequest, programme: str) -> HttpResponse:
    """Where the button leads; it tells nobody's name."""
    return render(request, "network/joined.html", {"programme": programme_of(programme)})


@requires(Permission.PUBLIC)
@by_link(INTERESTS.code)
def interests(request: HttpRequest, link: Link) -> HttpResponse:
    """What interests a member, as they said it last; saved by a button."""
    member = member_of(link.participant)
    if member is None:
        return _over(request)
    form = InterestsForm(link, request.POST if request.method == "POST" else None)
    saved = request.method == "POST" and form.is_valid()
    if saved:
        change_interests(member=member, interests=form.cleaned_data["interests"], by=SYSTEM)
    return render(request, "network/interests.html", {"programme": link.programme, "form": form, "saved": saved})


@csrf_exempt  # the token is the proof; mail programs post to it by themselves (RFC 8058)
@requires(Permission.PUBLIC)
@by_link(LEAVE.code, while_paused=True)
def leave_network(request: HttpRequest, link: Link) -> HttpResponse:
    """Asks by a button; pressed, they have left. In a programme that is paused too, and more than once."""
    member = member_of(link.participant)
    if request.method == "POST" and member is not None:
        leave(member=member, by=SYSTEM)
        use(link)
        member = None
    return render(request, "network/leave.html" if member else "network/left.html", {"programme": link.programme})


class InterestsForm(Form):
    def __init__(self, link: Link, data: object) -> None:
        initial = {"interests": link.participant.interests if link.participant else []}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.fields["interests"] = Interests(link.programme)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "messaging/link_over.html", status=410)
