"""Getting no more of what is written to many, by the link in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.domain import stop as stop_messages
from thinking_together.messaging.links import use
from thinking_together.messaging.models import Link, Stop
from thinking_together.messaging.opening import by_link
from thinking_together.messaging.rendering import STOP


@csrf_exempt  # the token is the proof; mail programs post to it by themselves (RFC 8058)
@requires(Permission.PUBLIC)
@by_link(STOP, while_paused=True)
def stop(request: HttpRequest, link: Link) -> HttpResponse:
    """Asks by a button, and stops when it is pressed; more than once does no harm."""
    if request.method == "POST" and link.to:
        stop_messages(programme=link.programme, address=link.to, by=SYSTEM)
        use(link)
    done = not link.to or Stop.objects.filter(programme=link.programme, address=link.to.lower()).exists()
    return render(request, "messaging/stop.html", {"programme": link.programme, "done": done})
