"""``bounces``: which messages came back?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thinking_together.cli.django import database_ready

Mailbox = Annotated[
    Path, typer.Argument(exists=True, help="An mbox file, a Maildir folder, or a file that is one message.")
]


def bounces(mailbox: Mailbox) -> None:
    """Mark messages that came back, from the mailbox where notices of that arrive. It is only read."""
    database_ready()
    from thinking_together.core.writes import SYSTEM
    from thinking_together.messaging.bounces import take_bounces

    taken = take_bounces(mailbox, by=SYSTEM)
    typer.echo(f"{taken.read} messages read, {taken.returned} of them say that one came back, {taken.marked} marked.")
