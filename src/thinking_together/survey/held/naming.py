"""The name that an open answer has among the texts, for concerns, purges and coding."""

from __future__ import annotations

PHASE = "survey"


def name_of(key: str, item: str) -> str:
    """Of the answer to an item, by its response's key."""
    return f"{PHASE}/{key}/{item}"


def response_and_item(name: str) -> tuple[str, str]:
    """The response's key and the item; empty where it names no answer to the survey."""
    phase, _, rest = name.partition("/")
    key, _, item = rest.rpartition("/")
    return (key, item) if phase == PHASE else ("", "")
