"""What the network writes, and what the links in its messages are for."""

from __future__ import annotations

from thinking_together.messaging import kinds, links
from thinking_together.messaging.kinds import Kind
from thinking_together.messaging.links import Purpose
from thinking_together.network.models import ASKING_DAYS

ASKED = Kind("network.asked", "Link by which somebody joins the network", prompt=True)
MEMBER = Kind("network.member", "Welcome to the network, and its links", prompt=True)
UPDATE = Kind("network.update", "Update of the network", to_many=True)
EVALUATION = Kind("network.evaluation", "Asking how an event was", to_many=True)

CONFIRM = Purpose("network.confirm", "network_confirm", days=ASKING_DAYS, once=True)
INTERESTS = Purpose("network.interests", "network_interests", days=730, once=False)
LEAVE = Purpose("network.leave", "network_leave", days=730, once=False, one_click=True)


def register() -> None:
    for kind in (ASKED, MEMBER, UPDATE, EVALUATION):
        kinds.register(kind)
    for purpose in (CONFIRM, INTERESTS, LEAVE):
        links.register(purpose)
