"""What the mode ``demo`` adds to the site when it starts, besides addresses."""

from __future__ import annotations

from thinking_together.core.navigation import Section, register
from thinking_together.core.permissions import Permission
from thinking_together.site.demo import second_factor


def open_demonstration() -> None:
    """The way past the second factor, which refuses outside the mode, and the way back to the page."""
    second_factor.install()
    register(Section(90, "Look round", "demo", Permission.SEE_PROGRAMME, of_programme=False))
