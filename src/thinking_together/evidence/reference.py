"""The grammar of evidence references: parse and print.

    phase "/" figure [ "@" edition ] [ "?" key "=" value { "&" key "=" value } ]

A value is ``*`` (each), ``a,b`` (each of these), ``a+b`` (these together), ``-a`` or ``-a,b`` (all but these,
together), or one plain value. Characters with a meaning are percent-encoded inside values. Keys are printed in
alphabetical order, so that one question has one spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

_PHASE = re.compile(r"[a-z][a-z_]{0,39}\Z")
_FIGURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,119}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_SAFE = "/:()'~."
LONGEST = 1000


class Op(StrEnum):
    ONE = "one"
    EACH = "each"  # ``*`` (no values) or a list
    POOL = "pool"
    EXCEPT = "except"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One ``key=value`` of a reference; ``values`` is empty only for ``*``."""

    key: str
    op: Op
    values: tuple[str, ...]

    def __str__(self) -> str:
        values = [
            quote(value, safe=_SAFE) if value[:1] != "-" else "%2D" + quote(value[1:], safe=_SAFE)
            for value in self.values
        ]
        if self.op is Op.EACH:
            printed = ",".join(values) if values else "*"
        elif self.op is Op.EXCEPT:
            printed = "-" + ",".join(values)
        else:
            printed = "+".join(values)
        return f"{self.key}={printed}"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """What is asked: a phase's figure, narrowed by terms. ``str()`` is its canonical spelling."""

    phase: str
    figure: str
    edition: str = ""
    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        edition = f"@{self.edition}" if self.edition else ""
        query = "?" + "&".join(map(str, sorted(self.terms))) if self.terms else ""
        return f"{self.phase}/{self.figure}{edition}{query}"

    def term(self, key: str) -> Term | None:
        return next((term for term in self.terms if term.key == key), None)

    def having(self, term: Term) -> Reference:
        """The same question with one term set anew."""
        others = tuple(t for t in self.terms if t.key != term.key)
        return Reference(self.phase, self.figure, self.edition, tuple(sorted((*others, term))))

    def without(self, key: str) -> Reference:
        return Reference(self.phase, self.figure, self.edition, tuple(t for t in self.terms if t.key != key))


class BadReference(ValueError):
    """A text is not an evidence reference; the message says what is wrong with it."""


def parse(text: str) -> Reference:
    """The reference a text spells; ``BadReference`` saying what is wrong."""
    if len(text) > LONGEST:
        raise BadReference(f"the reference is longer than {LONGEST} characters")
    path, mark, query = text.strip().partition("?")
    phase, slash, rest = path.partition("/")
    figure, at, edition = rest.partition("@")
    if not slash or not _PHASE.match(phase):
        raise BadReference(f"'{text[:80]}' does not begin with a phase and a slash, like survey/…")
    if not _FIGURE.match(figure):
        raise BadReference(f"'{figure[:80]}' is not a figure's name")
    if at and not _FIGURE.match(edition):
        raise BadReference(f"'{edition[:80]}' after @ is not a wave or version")
    if mark and not query:
        raise BadReference("nothing stands after the question mark")
    terms = tuple(sorted(_term(part) for part in query.split("&"))) if query else ()
    doubled = {t.key for t in terms if sum(o.key == t.key for o in terms) > 1}
    if doubled:
        raise BadReference(f"'{min(doubled)}' is given twice")
    return Reference(phase, figure, edition, terms)


def _term(part: str) -> Term:
    key, equals, value = part.partition("=")
    if not equals or not _KEY.match(key):
        raise BadReference(f"'{part[:80]}' is not key=value")
    if value == "*":
        return Term(key, Op.EACH, ())
    if value.startswith("-"):
        return Term(key, Op.EXCEPT, _values(value[1:], ",", part))
    if "," in value:
        return Term(key, Op.EACH, _values(value, ",", part))
    values = _values(value, "+", part)
    return Term(key, Op.POOL if len(values) > 1 else Op.ONE, values)


def _values(text: str, separator: str, part: str) -> tuple[str, ...]:
    pieces = text.split(separator)
    if any(not piece or re.search(r"[*,+\s&={}|]", piece) for piece in pieces):
        raise BadReference(f"'{part[:80]}' has an empty or unreadable value; percent-encode special characters")
    values = tuple(unquote(piece, errors="strict") for piece in pieces)
    if len(set(values)) != len(values):
        raise BadReference(f"'{part[:80]}' names a value twice")
    return values
