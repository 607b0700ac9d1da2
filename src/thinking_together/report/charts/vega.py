"""The way from an Altair chart to SVG text. Altair takes over a second to import, so only drawing imports it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from thinking_together.report.charts import theme

LINE = 16  # pixels from one line of a label to the next


def altair() -> Any:
    """The module, imported at the first picture."""
    import altair

    return altair


@contextmanager
def unchecked() -> Iterator[None]:
    """Altair checks every part of a chart against its schema, which takes longer than drawing; tests check ours."""
    with altair().utils.schemapi.debug_mode(False):
        yield


def values(rows: list[dict[str, Any]]) -> Any:
    """Rows as the chart's inline data."""
    return altair().Data(values=rows)


def side_axis(labels: list[str], extent: int) -> Any:
    """The axis of names down the side: labels hold line breaks, and stand centred on their line."""
    most = max((label.count("\n") for label in labels), default=0)
    centred = [
        {"test": f"length(split(datum.label, '\\n')) == {breaks + 1}", "value": -breaks * LINE / 2}
        for breaks in range(1, most + 1)
    ]
    return altair().Axis(
        labelExpr="split(datum.label, '\\n')",
        labelOffset={"condition": centred, "value": 0} if centred else 0,
        labelLineHeight=LINE,
        labelPadding=6,
        minExtent=extent,
        maxExtent=extent,
        ticks=False,
        domain=False,
    )


def side_step(labels: list[str], least: int) -> int:
    """Height of a line of the picture, so that the longest name fits."""
    return max(least, LINE * (1 + max((label.count("\n") for label in labels), default=0)) + 8)


def svg(chart: Any) -> str:
    """The chart as SVG text; nothing is fetched."""
    import vl_convert

    spec = chart.properties(padding=2).to_dict(validate=False)
    spec["config"] = theme.config()
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
