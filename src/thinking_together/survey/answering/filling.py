"""HTML that was made once, with places to fill in: filling is joining strings, and what is filled in is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

Slot = tuple[str, ...]  # what it is, and of which question or answer
_START, _END = "\ue000", "\ue001"
_ATTRIBUTE = ' data-mark="'


@dataclass(frozen=True, slots=True)
class Marks:
    """Writes places into HTML. ``secret`` keeps what stands in the HTML already from being taken for one."""

    secret: str

    def mark(self, *slot: str) -> str:
        return f"{_START}{self.secret}{json.dumps(slot, ensure_ascii=True).encode().hex()}{_END}"

    def split(self, html: str) -> Template:
        """An attribute ``data-mark`` as a whole is the place, so that ``checked`` can stand there."""
        place = f"{_START}{re.escape(self.secret)}([0-9a-f]+){_END}"
        parts = re.split(f'{_ATTRIBUTE}{place}"|{place}', html)
        slots = [tuple(json.loads(bytes.fromhex(a or b))) for a, b in zip(parts[1::3], parts[2::3], strict=True)]
        return Template(tuple(parts[::3]), tuple(slots))


@dataclass(frozen=True, slots=True)
class Template:
    """``texts`` as they are, and between each two of them one of ``slots``."""

    texts: tuple[str, ...]
    slots: tuple[Slot, ...]

    def fill(self, value: Callable[[Slot], str]) -> str:
        """``value`` gives HTML: text of people goes through ``shown``."""
        out = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            out.append(value(slot))
            out.append(text)
        return "".join(out)

    def as_data(self) -> list[object]:
        return [list(self.texts), [list(slot) for slot in self.slots]]


def from_data(data: list[list[str]]) -> Template:
    return Template(tuple(data[0]), tuple(tuple(slot) for slot in data[1]))


shown = escape  # with both kinds of quotes
