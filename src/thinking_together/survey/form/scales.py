"""Ordered answer scales: their points from least to most, what stands apart from the order, and the three groups.

``KNOWN`` lists wordings that survey tools and questionnaires commonly use, so that a draft made from somebody
else's answers gets its order right. Matching ignores case, spacing and the shape of apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen: a stable code and the words a respondent reads."""

    code: str
    label: str


def brief(label: str) -> str:
    """A label without its examples, for lists and headings."""
    return label.partition(", for example")[0]


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered scale.

    ``points`` run from least to most whatever order is shown; ``apart`` are answers outside the order, such as
    "Don't know"; ``groups`` name the sums below, at and above the middle.
    """

    points: tuple[Choice, ...]
    apart: tuple[Choice, ...]
    shown: tuple[Choice, ...]
    groups: tuple[Choice, Choice, Choice]

    def members(self) -> tuple[tuple[Choice, tuple[str, ...]], ...]:
        """Each group with its points: the lower half, the middle point of an odd scale, the upper half."""
        codes = tuple(point.code for point in self.points)
        half, odd = divmod(len(codes), 2)
        parts = (codes[:half], codes[half : half + odd], codes[half + odd :])
        return tuple((group, part) for group, part in zip(self.groups, parts, strict=True) if part)

    def neutral(self) -> tuple[str, ...]:
        """The code of the middle point where its words are neutral; "sometimes" is a middle but takes a side."""
        half, odd = divmod(len(self.points), 2)
        if not odd or not _NEUTRAL.match(normal(self.points[half].label)):
            return ()
        return (self.points[half].code,)


_NEUTRAL = re.compile(r"(neither|neutral|undecided|unsure|not sure|in between|mixed|no view)\b")
LOW_TO_HIGH = (Choice("low", "Lower"), Choice("neutral", "Neutral"), Choice("high", "Higher"))


@dataclass(frozen=True, slots=True)
class KnownScale:
    """A wording in use: ladders from least to most, and names for its three groups."""

    name: str
    groups: tuple[Choice, Choice, Choice]
    ladders: tuple[tuple[str, ...], ...]


def _groups(low: str, neutral: str, high: str) -> tuple[Choice, Choice, Choice]:
    return (
        Choice(normal(low).replace(" ", "_"), low),
        Choice("neutral", neutral),
        Choice(normal(high).replace(" ", "_"), high),
    )


def normal(label: str) -> str:
    """A label as it is compared: lower case, single spaces, straight apostrophes, no closing full stop."""
    text = label.replace("’", "'").replace("‘", "'").replace("–", "-").casefold()
    return re.sub(r"\s+", " ", text).strip().rstrip(".")


_AGREE_MIDDLES = ("neither agree nor disagree", "neither agree or disagree", "neutral", "neither", "undecided")


def _agreement() -> tuple[tuple[str, ...], ...]:
    five = [("strongly disagree", "disagree", middle, "agree", "strongly agree") for middle in _AGREE_MIDDLES]
    tend = [
        ("strongly disagree", "tend to disagree", middle, "tend to agree", "strongly agree")
        for middle in _AGREE_MIDDLES
    ]
    seven = [
        (
            "strongly disagree",
            "disagree",
            f"{little} disagree",
            middle,
            f"{little} agree",
            "agree",
            "strongly agree",
        )
        for middle in _AGREE_MIDDLES
        for little in ("slightly", "somewhat")
    ]
    somewhat = [
        ("strongly disagree", "somewhat disagree", middle, "somewhat agree", "strongly agree")
        for middle in _AGREE_MIDDLES
    ]
    three = [("disagree", middle, "agree") for middle in _AGREE_MIDDLES]
    return (
        *three,
        ("strongly disagree", "disagree", "agree", "strongly agree"),
        *five,
        *tend,
        *somewhat,
        *seven,
    )


def _graded(noun: str, *grades: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"{word} {noun}".strip() for word in grade) for grade in grades)


_FREQUENCY = (
    ("never", "rarely", "sometimes", "often"),
    ("never", "sometimes", "often"),
    ("never", "sometimes", "always"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("never", "rarely", "sometimes", "often", "very often"),
    ("never", "rarely", "sometimes", "usually", "always"),
    ("never", "rarely", "sometimes", "most of the time", "always"),
    ("never", "rarely", "occasionally", "often", "always"),
    ("never", "rarely", "occasionally", "sometimes", "often", "always"),
    ("never", "hardly ever", "sometimes", "often", "always"),
    ("never", "seldom", "sometimes", "often", "always"),
    ("never", "occasionally", "often", "always"),
    ("never", "almost never", "sometimes", "almost always", "always"),
    ("never", "rarely", "sometimes", "frequently", "always"),
    ("never", "yearly", "monthly", "weekly", "daily"),
    ("never", "less than monthly", "monthly", "weekly", "daily"),
)
_AMOUNT_GRADES = (
    ("not at all", "slightly", "moderately", "very", "extremely"),
    ("not at all", "a little", "moderately", "very", "extremely"),
    ("not at all", "not very", "somewhat", "very"),
    ("not at all", "not very", "fairly", "very"),
    ("not", "slightly", "moderately", "very", "extremely"),
    ("not", "somewhat", "very"),
    ("not", "fairly", "very"),
    ("not at all", "slightly", "somewhat", "fairly", "very"),
    ("not at all", "slightly", "somewhat", "very", "extremely"),
    ("not at all", "slightly", "somewhat", "fairly", "completely"),
    ("not at all", "not so", "somewhat", "very", "extremely"),
    ("not at all", "not very", "moderately", "very", "completely"),
    ("not at all", "somewhat", "very"),
)


def _satisfaction() -> tuple[tuple[str, ...], ...]:
    middles = ("neither satisfied nor dissatisfied", "neutral", "neither")
    return tuple(
        (f"very {low}", f"{little}{low}", middle, f"{little}satisfied", "very satisfied")
        for middle in middles
        for low in ("dissatisfied", "unsatisfied")
        for little in ("", "somewhat ", "fairly ")
    )


def _poles(low: str, high: str, middles: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Very low … very high, with and without a middle, with "somewhat" or the plain word."""
    out: list[tuple[str, ...]] = []
    for little in ("", "somewhat ", "fairly ", "quite "):
        out.append((f"very {low}", f"{little}{low}", f"{little}{high}", f"very {high}"))
        for middle in middles:
            out.append((f"very {low}", f"{little}{low}", middle, f"{little}{high}", f"very {high}"))
    return tuple(out)


KNOWN = (
    KnownScale("agreement", _groups("Disagree", "Neutral", "Agree"), _agreement()),
    KnownScale("frequency", _groups("Seldom", "In between", "Regularly"), _FREQUENCY),
    KnownScale(
        "ease",
        _groups("On the difficult side", "Neither easy nor difficult", "On the easy side"),
        _poles("difficult", "easy", ("neither easy nor difficult", "neither difficult nor easy", "neutral")),
    ),
    *(
        KnownScale(noun, _groups(f"Less {noun}", "In between", f"More {noun}"), _graded(noun, *_AMOUNT_GRADES))
        for noun in ("confident", "important", "useful", "helpful", "prepared", "comfortable", "familiar")
    ),
    KnownScale("satisfaction", _groups("Less satisfied", "Neutral", "More satisfied"), _satisfaction()),
    KnownScale(
        "likelihood",
        _groups("Less likely", "Neutral", "More likely"),
        _poles("unlikely", "likely", ("neither likely nor unlikely", "neutral", "possibly")),
    ),
    KnownScale(
        "quality",
        _groups("Below fair", "Fair", "Above fair"),
        (
            ("very poor", "poor", "fair", "good", "very good"),
            ("poor", "fair", "good", "excellent"),
            ("poor", "fair", "good", "very good", "excellent"),
            ("very poor", "poor", "average", "good", "very good"),
            ("very poor", "poor", "acceptable", "good", "very good"),
        ),
    ),
    KnownScale(
        "extent",
        _groups("To a lesser extent", "In between", "To a greater extent"),
        (
            ("not at all", "a little", "somewhat", "a lot"),
            ("not at all", "a little", "a moderate amount", "a lot", "a great deal"),
            ("not at all", "slightly", "moderately", "very much", "extremely"),
            ("not at all", "a little", "moderately", "quite a lot", "very much"),
            ("not at all", "slightly", "moderately", "very", "extremely"),
            ("not at all", "a little", "quite a bit", "very much"),
        ),
    ),
)

APART = frozenset(
    {
        "don't know",
        "dont know",
        "do not know",
        "not sure",
        "unsure",
        "i don't know",
        "not applicable",
        "does not apply",
        "prefer not to say",
        "no opinion",
        "can't say",
    }
)


@dataclass(frozen=True, slots=True)
class Match:
    """A known scale that fits: its ladder from least to most, in normalised words."""

    known: KnownScale
    ladder: tuple[str, ...]


def match_scale(labels: Iterable[str]) -> Match | None:
    """The shortest known ladder holding every label that is not set apart; ``None`` below three labels."""
    words = {normal(label) for label in labels} - APART
    if len(words) < 3:
        return None
    fits = [Match(known, ladder) for known in KNOWN for ladder in known.ladders if words <= set(ladder)]
    return min(fits, key=lambda match: len(match.ladder), default=None)
