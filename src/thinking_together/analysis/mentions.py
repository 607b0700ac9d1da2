"""Named resources in open text, found by a dictionary of aliases.

A person writes "Young Minds", "youngminds" or "YoungMinds.org.uk": the alias "YoungMinds" finds them all. Letter case,
spaces or hyphens between the parts of a name, and apostrophes do not matter; word boundaries do. Longer aliases win
over shorter ones that they overlap, so that no words are counted twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_APOSTROPHE = "['’‘ʼ]"
# Letters that a pattern without regard to case takes for i, s and k.
_LETTERS_ALIKE = str.maketrans({"İ": "i", "ı": "i", "ſ": "s", "\N{KELVIN SIGN}": "k"})
_BETWEEN = rf"{_APOSTROPHE}?[\s\-‐‑–_/]{{0,3}}{_APOSTROPHE}?"
# Parts of a name: a run of capitals (NHS), a capitalised or lower-case word, or digits. Marks outside stay literal.
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\dA-Za-z_]+|[^\w\s\-‐‑–/'’‘ʼ]")


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that can be named, with the ways people write it. ``label`` is an alias too."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a resource is named: ``text[start:end]``."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What one respondent wrote, and the group the respondent belongs to."""

    respondent: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class MentionCount:
    """How many respondents name a resource, of all and of each group: ``groups`` in the order asked for."""

    code: str
    respondents: int
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EveryGroup:
    """Resources named in every group that is large enough; ``left_out`` are groups too small to be judged."""

    codes: tuple[str, ...]
    groups: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Dictionary:
    """Resources compiled for searching. ``ValueError`` for an alias without letters or one that two resources share."""

    resources: tuple[Resource, ...]
    _patterns: tuple[tuple[str, str, re.Pattern[str]], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        owner: dict[str, str] = {}
        telling: dict[str, str] = {}
        for resource in self.resources:
            for alias in (resource.label, *resource.aliases):
                pattern = _pattern(alias)
                if owner.setdefault(pattern, resource.code) != resource.code:
                    raise ValueError(f"the alias '{alias}' of '{resource.code}' also belongs to '{owner[pattern]}'")
                telling[pattern] = _telling(alias)
        compiled = tuple((code, telling[p], re.compile(p, re.IGNORECASE)) for p, code in owner.items())
        object.__setattr__(self, "_patterns", compiled)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every mention in order of place; where aliases overlap the longest, and of equals the first, stands."""
        plain = text.translate(_LETTERS_ALIKE).lower()
        found = [
            Mention(code, m.start(), m.end())
            for code, telling, pattern in self._patterns
            if telling in plain
            for m in pattern.finditer(text)
        ]
        kept: list[Mention] = []
        for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
            if all(mention.end <= k.start or mention.start >= k.end for k in kept):
                kept.append(mention)
        return tuple(sorted(kept, key=lambda m: m.start))

    def named_in(self, text: str) -> frozenset[str]:
        """Codes of the resources that a text names."""
        return frozenset(mention.code for mention in self.find(text))


def count_mentions(
    dictionary: Dictionary, answers: Iterable[Answer], groups: Sequence[str] = ()
) -> tuple[MentionCount, ...]:
    """Respondents naming each resource, in the dictionary's order; one who names it twice counts once."""
    named = {(a.respondent, a.group, code) for a in answers for code in dictionary.named_in(a.text)}
    people: dict[str, set[str]] = {resource.code: set() for resource in dictionary.resources}
    in_group: dict[tuple[str, str], set[str]] = {}
    for respondent, group, code in named:
        people[code].add(respondent)
        in_group.setdefault((group, code), set()).add(respondent)
    return tuple(
        MentionCount(code, len(who), tuple(len(in_group.get((g, code), ())) for g in groups))
        for code, who in people.items()
    )


def mentioned_in_every(
    dictionary: Dictionary, answers: Iterable[Answer], groups: Sequence[str], smallest_group: int = 0
) -> EveryGroup:
    """Resources that at least one respondent of every group names.

    A group with fewer respondents than ``smallest_group`` is left out and listed. Where no group is large enough,
    nothing is named in every group.
    """
    answers = tuple(answers)
    sizes = {g: len({a.respondent for a in answers if a.group == g}) for g in groups}
    judged = tuple(g for g in groups if sizes[g] >= max(smallest_group, 1))
    counts = count_mentions(dictionary, answers, judged)
    codes = tuple(c.code for c in counts if judged and all(c.groups))
    return EveryGroup(codes, judged, tuple(g for g in groups if g not in judged))


def _pattern(alias: str) -> str:
    """The alias as a regular expression; "YoungMinds", "Young Minds" and "young-minds" give the same matches."""
    parts = [part.lower() for part in _PARTS.findall(alias)]
    if not any(part[0].isalnum() for part in parts):
        raise ValueError(f"the alias '{alias}' has no letters or digits")
    return rf"(?<![^\W_]){_BETWEEN.join(_part(part) for part in parts)}(?![^\W_])"


def _telling(alias: str) -> str:
    """The longest run of letters that stands in every text naming the alias: far quicker to look for than a pattern.

    Empty, which is in every text, where none is plain ASCII.
    """
    parts = (part.lower() for part in _PARTS.findall(alias))
    plain = [part.removesuffix("s") for part in parts if part.isascii() and part.isalnum()]
    return max(plain, key=len, default="")


def _part(part: str) -> str:
    """A part's letters; an apostrophe before a final s is tolerated, as in "Women's" for "Womens"."""
    if len(part) > 2 and part[-1] == "s" and part[-2] != "s":
        return re.escape(part[:-1]) + _APOSTROPHE + "?" + part[-1]
    return re.escape(part)
