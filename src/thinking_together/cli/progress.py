"""A bar on the terminal for work that takes a while; nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thinking_together.core.progress import Progress, Step


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Shows each step on standard error while the block runs."""
    from thinking_together.core.progress import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def show(step: Step) -> None:
            bar.update(task, completed=step.done, total=step.of, description=step.doing)

        yield show
