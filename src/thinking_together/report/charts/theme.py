"""Colours, type and sizes of every picture.

Colours keep a contrast of at least 4.5 to 1 between text and its ground, and no picture tells by colour alone:
words or marks stand on it too. The five-step scale runs through grey, so that it survives a black-and-white print.
"""

from __future__ import annotations

from typing import Any

FONT = "DejaVu Sans"
FAMILY = "'DejaVu Sans', Verdana, sans-serif"
WIDTH = 680
SIZE = 13
SMALL = 11

INK = "#0b0c0c"
QUIET = "#505a5f"
GRID = "#e3e6e8"
MAIN = "#1d5a96"
MAIN_LIGHT = "#a9c7e4"
OTHER = "#b04a00"
OTHER_LIGHT = "#f3cfae"
NOT_SHOWN = "#eceef0"
INVENTED = "#ffdd00"
SEQUENTIAL = ("#ffffff", "#dbe9f6", "#a9c7e4", "#5b93c8", "#1d5a96")
SCALE = {
    1: ("#1d5a96",),
    2: ("#d9863c", "#1d5a96"),
    3: ("#d9863c", "#d5d8da", "#1d5a96"),
    4: ("#9c4200", "#ecb27c", "#8db8df", "#1d5a96"),
    5: ("#9c4200", "#ecb27c", "#d5d8da", "#8db8df", "#1d5a96"),
    6: ("#9c4200", "#d9863c", "#f3cfae", "#cfe0f0", "#8db8df", "#1d5a96"),
    7: ("#9c4200", "#d9863c", "#f3cfae", "#d5d8da", "#cfe0f0", "#8db8df", "#1d5a96"),
}
RATINGS = {
    "met": "#1d5a96",
    "partly": "#8db8df",
    "not_met": "#d9863c",
    "not_relevant": "#d5d8da",
    "not_agreed": "#eceef0",
}
UNRATED = "#b1b7bb"
SHARES = ("#1d5a96", "#8db8df", "#cfe0f0", "#b1b7bb", "#505a5f", "#d9863c", "#f3cfae")
_DARK = {"#505a5f", "#1d5a96", "#9c4200", "#5b93c8", "#b04a00"}


def scale(steps: int) -> tuple[str, ...]:
    """Colours for an ordered scale of ``steps`` answers; past seven the ends repeat and words tell them apart."""
    return SCALE.get(steps) or tuple(SCALE[7][i % 7] for i in range(steps))


def shares(steps: int) -> tuple[str, ...]:
    """Colours for answers that have no middle."""
    return tuple(SHARES[at % len(SHARES)] for at in range(steps))


def ink_on(colour: str) -> str:
    """The colour of text that can be read on a ground."""
    return "#ffffff" if colour in _DARK else INK


def config() -> dict[str, Any]:
    """Vega-Lite configuration."""
    return {
        "font": FONT,
        "background": "#ffffff",
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": SIZE,
            "titleFontSize": SIZE,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": QUIET,
            "gridColor": GRID,
            "domainColor": QUIET,
            "tickColor": QUIET,
            "labelLimit": 0,
        },
        "legend": {"labelFontSize": SIZE, "titleFontSize": SIZE, "labelColor": INK, "labelLimit": 0},
        "text": {"font": FONT, "fontSize": SIZE, "color": INK},
    }
