"""What the public page of a programme begins with, and what people who came to an event are asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thinking_together.content.checked import read_checked

_HERE = Path(__file__).parent
NETWORK = _HERE / "network.yaml"


@dataclass(frozen=True, slots=True)
class NetworkWords:
    """The proposals. ``interests`` and ``evaluation`` are (code, words)."""

    why: str
    taking_part: str
    consent: str
    interests: tuple[tuple[str, str], ...]
    evaluation: tuple[tuple[str, str], ...]

    def why_in(self, place: str) -> str:
        return self.why.replace("{place}", place)

    def taking_part_in(self, place: str) -> str:
        return self.taking_part.replace("{place}", place)


def read_network_words(path: Path = NETWORK) -> NetworkWords:
    """The words of a file; ``ContentError`` with the place and what is wrong there."""
    document = read_checked(path, _HERE / "network.schema.json")
    return NetworkWords(
        document["why"],
        document["taking_part"],
        document["consent"],
        tuple((one["code"], one["name"]) for one in document["interests"]),
        tuple((one["code"], one["statement"]) for one in document["evaluation"]),
    )


@cache
def network_words() -> NetworkWords:
    """The shipped words, read once."""
    return read_network_words()
