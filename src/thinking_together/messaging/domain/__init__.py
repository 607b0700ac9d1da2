"""Writing to people."""

from thinking_together.messaging.domain.deciding import CannotSendAgain, mark_bounced, send_again, withdraw
from thinking_together.messaging.domain.sending import send
from thinking_together.messaging.domain.stopping import stop

__all__ = ["CannotSendAgain", "mark_bounced", "send", "send_again", "stop", "withdraw"]
