"""The register of kinds of messages: what may wait, and what somebody can ask to get no more of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """``prompt``: answers what somebody did just now, so that no quiet hours hold it back. ``to_many``: written to
    many at once; it carries a link by which one gets no more of them.
    """

    code: str
    label: str
    prompt: bool = False
    to_many: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.prompt and kind.to_many:
        raise ValueError(f"{kind.code}: what goes to many answers nobody")
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """``LookupError`` for a kind that nobody registered."""
    if code not in _kinds:
        raise LookupError(f"no room registered messages of the kind {code!r}")
    return _kinds[code]
