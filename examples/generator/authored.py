"""What people wrote: findings, judgements, recommendations and sections, copied as they stand.

A quote is chosen here by the code it was given, since which texts there are depends on the seed.
"""

from __future__ import annotations

from collections.abc import Sequence

from examples.generator.marked import Marked
from examples.generator.output import TEXT, Output

FOLDERS = ("synthesis/findings", "report/sections")
FILES = (
    "synthesis/approach.yaml",
    "synthesis/themes.csv",
    "synthesis/framework.csv",
    "synthesis/triangulation.csv",
    "synthesis/confidence.csv",
    "synthesis/negative_cases.csv",
    "synthesis/recommendations.csv",
)


def write_authored(out: Output, texts: Sequence[tuple[str, Marked]]) -> None:
    for folder in FOLDERS:
        for path in sorted((TEXT / folder).glob("*.md")):
            out.copy(f"{folder}/{path.name}")
    for name in FILES:
        if (TEXT / name).exists():
            out.copy(name)
