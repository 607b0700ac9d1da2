"""The bands of seconds in which the time of a page is counted, each known by its lower edge."""

from __future__ import annotations

from bisect import bisect_right

EDGES = (0, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600)  # the last band holds all that is longer


def lower_edge(seconds: float) -> int:
    """Of the band in which so many seconds fall."""
    return EDGES[bisect_right(EDGES, seconds) - 1]


def upper_edge(edge: int) -> int:
    """Where the band ends that begins there; the last one is told by its beginning."""
    at = bisect_right(EDGES, edge)
    return EDGES[at] if at < len(EDGES) else edge
