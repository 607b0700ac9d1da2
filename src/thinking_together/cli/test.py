"""``test``: every test, browser journeys included."""

from __future__ import annotations

import os
import sys

import typer

from thinking_together.cli.checkout import checkout


def test(context: typer.Context) -> None:
    """Run every test, or those that the pytest arguments name."""
    os.chdir(checkout())
    arguments = ["-m", "pytest", "-n", "2", "--dist", "loadfile", *context.args]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter, no shell
