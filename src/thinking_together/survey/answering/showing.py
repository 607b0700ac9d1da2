"""A page of the survey as HTML: the frame of its programme, and in it what the page is about."""

from __future__ import annotations

from functools import lru_cache
from secrets import token_hex
from typing import Any

from django.template import engines
from django.urls import reverse

from thinking_together.core.brand import current
from thinking_together.core.school_filters import quiet
from thinking_together.survey.answering.filling import Marks, Slot, Template, shown
from thinking_together.survey.answering.standing import Owner

ERROR = "Error: "  # first in the title of a page where something is wrong


def rendered(template: str, **told: Any) -> str:
    """A template of this room, without anything of a visit."""
    return str(engines["jinja2"].get_template(f"survey/answering/{template}").render(told))


def page(owner: Owner, title: str, main: str, before: str = "") -> str:
    """``title`` is plain text, ``main`` and ``before`` are HTML."""
    error = ERROR if title.startswith(ERROR) else ""
    invented = "INVENTED: " if owner.invented else ""
    full = f"{error}{invented}{title.removeprefix(ERROR)} – "
    parts = {"title": shown(full), "main": main, "before": before}

    def value(slot: Slot) -> str:
        return parts[slot[0]]

    return _frame(owner.slug, owner.title, owner.invented, owner.trial).fill(value)


@lru_cache(maxsize=64)
def _frame(slug: str, title: str, invented: bool, trial: bool) -> Template:
    marks = Marks(token_hex(8))
    brand = current()
    told = {
        "mark": marks.mark,
        "title": title,
        "name": quiet(title, brand.name),
        "invented": invented,
        "trial": trial,
        "root": root(slug),
        "colour": brand.colour or "#0b0c0c",
        "style": f"{reverse('brand')}?{brand.version}" if brand.style else "",
    }
    return marks.split(rendered("frame.html", **told))


def root(slug: str) -> str:
    """The address beneath which a programme's survey stands."""
    return f"/s/{slug}/"
