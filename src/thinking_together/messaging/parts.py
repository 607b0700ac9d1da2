"""What a message is made of when somebody asks for it: recipients, personal links, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thinking_together.messaging.models import Delivery
from thinking_together.programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody by address, or somebody who takes part: then their address is looked up when it is sent."""

    address: str = ""
    participant: Participant | None = None

    @property
    def to(self) -> str:
        return (self.participant.email if self.participant else self.address).strip().lower()


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """A link of each recipient's own, written ``{name}`` in the body. ``target`` is what its purpose understands."""

    name: str
    purpose: str
    target: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, with its type and the parameters of that, such as ``text/calendar; method=REQUEST``."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PersonalFile:
    """A file that is made for each recipient when their mail is, by the maker of this name, of what ``target`` says."""

    maker: str
    target: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link in the place of a file, where none can be sent along: its words, and its purpose, whose page gives it."""

    words: str
    purpose: str


Maker = Callable[[Delivery, str], Attachment | None]
_makers: dict[str, Maker] = {}
_instead: dict[str, FileLink] = {}


def register_maker(name: str, make: Maker, instead: FileLink | None = None) -> None:
    """``make(delivery, target)`` gives the file for one recipient, or nothing where there is none any more."""
    _makers[name] = make
    if instead is not None:
        _instead[name] = instead


def maker(name: str) -> Maker:
    return _makers[name]


def instead_of(name: str) -> FileLink | None:
    """What stands in a message that cannot carry the file of this maker."""
    return _instead.get(name)
