"""What the layout of every page needs to know."""

from __future__ import annotations

from dataclasses import dataclass

SERVICE = "Thinking Together"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose page this is: a programme's title comes first, and an invented one says so on every page.

    The layout reads these names from ``programme`` where a view passes one (a programme has them all), else from
    ``installation``, which a context processor of a higher room fills in.
    """

    title: str = SERVICE
    invented: bool = False
    contact: str = ""
    local_support: str = ""
