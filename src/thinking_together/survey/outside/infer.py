"""What kind of question a column of somebody else's answers was, guessed with reasons.

Every guess comes with notes for the person who will correct it. Nothing of an open answer is ever quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from thinking_together.survey.form.questionnaire import ItemKind
from thinking_together.survey.form.scales import APART, Match, match_scale, normal
from thinking_together.survey.held.infer_multiple import several_choices
from thinking_together.survey.held.infer_number import as_number, bands_for, plausible_range

MISSING_MARKS = frozenset(
    {"", "NA", "N/A", "n/a", "na", "#N/A", "#NULL!", "NULL", "null", "NaN", "nan", "-", "--", "—"}
)
_MOST_CHOICES = 200
_LONGEST_CHOICE = 150

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}\Z")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}\Z|[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){3,7}\Z")
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}\Z")
_DAY = r"(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
_ZONE = r"(Z|[A-Z]{2,4})?([+-]\d{1,2}(:?\d{2})?)?"
_TIME = rf"[T ,]+\d{{1,2}}:\d{{2}}(:\d{{2}}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*{_ZONE}"
_DATE = re.compile(rf"{_DAY}({_TIME})?\Z")
_PERSONAL = re.compile(
    r"((your|full|first|last|sur|user|respondent'?s?)\s*)?name|e-?mail( address)?|ip ?address|user ?agent|"
    r"((respondent|response|submission|collector|user|session|network) ?)?id|"
    r"(location ?)?(latitude|longitude)|telephone|phone",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column was. ``kind`` is ``None`` for a column that must be left out.

    ``labels`` are the choices in the order to be shown; ``apart`` those of a scale that stand outside its order;
    ``unread`` are strings to be taken as missing.
    """

    heading: str
    kind: ItemKind | None
    notes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    scale: str = ""
    separator: str = ""
    bands: tuple[float, ...] = ()
    limits: tuple[float, float] | None = None
    other: bool = False
    unread: tuple[str, ...] = ()


def guess_column(heading: str, cells: Sequence[str]) -> Guess:
    """The likeliest kind of a column with these cells (spaces around them already taken off)."""
    given = [cell for cell in cells if cell not in MISSING_MARKS]
    if not given:
        return Guess(heading, None, ("No answers at all, so it is left out.",))
    for look in (_left_out, _number, _likert, _multiple, _single):
        guess = look(heading, given)
        if guess is not None:
            return guess
    return Guess(heading, ItemKind.TEXT, (_text_reason(given),))


def _share(given: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.match(cell)) for cell in given) / len(given)


def _left_out(heading: str, given: Sequence[str]) -> Guess | None:
    if _share(given, _DATE) > 0.95:
        return Guess(heading, None, ("Dates or times: left out, since exact times are never kept.",))
    for pattern, what in ((_EMAIL, "E-mail addresses"), (_ADDRESS, "Network addresses"), (_UUID, "Identifiers")):
        if _share(given, pattern) > 0.5:
            return Guess(heading, None, (f"{what}: left out, since answers are anonymous.",))
    if _PERSONAL.fullmatch(heading.strip()):
        return Guess(heading, None, ("Says who answered: left out, since answers are anonymous.",))
    return None


def _number(heading: str, given: Sequence[str]) -> Guess | None:
    odd = sorted({cell for cell in given if as_number(cell) is None})
    numbers = [number for cell in given if (number := as_number(cell)) is not None]
    if len(numbers) < 0.95 * len(given) or len(odd) > 5:
        return None
    rating = _rating(heading, numbers)
    if rating is not None:
        return rating
    limits = plausible_range(heading, numbers)
    kept = [n for n in numbers if limits is None or limits[0] <= n <= limits[1]]
    notes = ["A number, reported in bands; the edges are a guess."]
    if limits:
        left = len(numbers) - len(kept)
        notes.append(f"{left} of {len(numbers)} answers lie outside {limits[0]:g} to {limits[1]:g} and are not read.")
    if odd:
        notes.append(f"{len(odd)} entries are no numbers and stand under 'missing'.")
    return Guess(
        heading, ItemKind.NUMBER, tuple(notes), bands=bands_for(heading, kept), limits=limits, unread=tuple(odd)
    )


def _rating(heading: str, numbers: Sequence[float]) -> Guess | None:
    """Few small whole numbers, each chosen often, are points of a rating; 0 and 1 are a choice."""
    values = sorted(set(numbers))
    if re.search(r"\b(age|how many|number of|years?)\b", heading, re.IGNORECASE):
        return None
    if any(value != int(value) for value in values) or values[0] < 0 or values[-1] > 10:
        return None
    if len(numbers) < 3 * len(values) or len(values) < 2:
        return None
    if values[-1] <= 1:
        return Guess(heading, ItemKind.SINGLE, ("0 and 1: say in words what they mean.",), labels=("0", "1"))
    top = next(top for top in (5, 7, 10) if values[-1] <= top)
    low = 0 if values[0] == 0 else 1
    labels = tuple(str(point) for point in range(low, top + 1))
    note = "A rating in numbers; say in words what the lowest and the highest mean."
    return Guess(heading, ItemKind.LIKERT, (note,), labels=labels, scale="rating")


def _likert(heading: str, given: Sequence[str]) -> Guess | None:
    spelled = _spellings(given)
    match = match_scale(spelled.values())
    if match is None:
        return None
    apart = tuple(label for word, label in spelled.items() if word in APART)
    unseen = [word for word in match.ladder if word not in spelled]
    notes = [f"An ordered scale ({match.known.name}), from least to most."]
    if apart:
        notes.append(f"{', '.join(apart)}: kept apart from the order.")
    if unseen:
        notes.append(f"Nobody chose {', '.join(unseen)}; take it out if it was not offered.")
    return Guess(
        heading,
        ItemKind.LIKERT,
        tuple(notes),
        labels=(*_ladder_labels(match, spelled), *apart),
        apart=apart,
        scale=match.known.name,
    )


def _ladder_labels(match: Match, spelled: dict[str, str]) -> tuple[str, ...]:
    return tuple(spelled.get(word, word[0].upper() + word[1:]) for word in match.ladder)


def _spellings(given: Sequence[str]) -> dict[str, str]:
    """Each wording once, by its normal form, in its commonest spelling."""
    out: dict[str, str] = {}
    for label, _ in Counter(given).most_common():
        out.setdefault(normal(label), label)
    return out


def _multiple(heading: str, given: Sequence[str]) -> Guess | None:
    found = several_choices(given)
    if found is None:
        return None
    notes = [f"Several could be chosen, parted by '{found.separator.strip()}'."]
    if found.joined:
        notes.append(f"Read as one choice though a separator stands in it: {'; '.join(found.joined)}.")
    if found.rare:
        notes.append(f"{found.rare} entries outside the list are read as Other.")
    return Guess(
        heading,
        ItemKind.MULTIPLE,
        tuple(notes),
        labels=found.labels,
        separator=found.separator.strip(),
        other=bool(found.rare),
    )


def _single(heading: str, given: Sequence[str]) -> Guess | None:
    counts = Counter(given)
    spelled = _spellings(given)
    if len(spelled) > _MOST_CHOICES or max(map(len, counts)) > _LONGEST_CHOICE:
        return None
    many_spellings = len(counts) - len(spelled)
    if many_spellings and len(spelled) > 7:
        return None
    often = len(given) / len(spelled)
    if not (often >= 3 or (len(spelled) <= 7 and often >= 1.5)):
        return None
    labels, order = _in_order(spelled, counts)
    notes = [f"One of {len(labels)}{order}."]
    if many_spellings:
        notes.append("Spellings that differ only in capitals or spaces are read as one.")
    return Guess(heading, ItemKind.SINGLE, tuple(notes), labels=labels)


_USUAL = ("yes", "no", "maybe")


def _in_order(spelled: dict[str, str], counts: Counter[str]) -> tuple[tuple[str, ...], str]:
    """Ranges of numbers by their size, Yes before No, otherwise commonest first (by letter where there are many)."""
    sizes = {word: _size(word) for word in spelled if word not in APART}
    last = [label for word, label in spelled.items() if word in APART]
    if len(sizes) > 2 and all(size is not None for size in sizes.values()):
        ordered = sorted(sizes, key=lambda word: sizes[word] or (0.0, 0))
        return (*[spelled[word] for word in ordered], *last), ", in rising order"
    if len(spelled) > 12:
        return tuple(sorted(spelled.values(), key=normal)), ""
    rest = [word for word in spelled if word not in APART]
    rest.sort(key=lambda word: (_USUAL.index(word) if word in _USUAL else len(_USUAL), -counts[spelled[word]]))
    return (*[spelled[word] for word in rest], *last), ""


def _size(word: str) -> tuple[float, int] | None:
    """Where a range such as "6-25", "More than 1000" or "Under 5" lies on a line."""
    text = word.replace(",", "")
    number = r"[£$€]?(\d+(?:\.\d+)?)"
    between = re.match(rf"{number}\s*(?:-|to|and)\s*{number}\b", text)
    if between:
        return float(between[1]), 1
    above = re.match(rf"(?:more than|over|above|at least|>=?)\s*{number}", text) or re.match(
        rf"{number}\s*(?:\+|or more|and over|or over)", text
    )
    if above:
        return float(above[1]), 2
    below = re.match(rf"(?:less than|under|below|fewer than|up to|<=?)\s*{number}", text)
    if below:
        return float(below[1]), -1
    return None


def _text_reason(given: Sequence[str]) -> str:
    counts = Counter(given)
    if len(_spellings(given)) < len(counts) and max(map(len, counts)) < _LONGEST_CHOICE:
        return "Open text: the same words in several spellings show that it was typed."
    return f"Open text: {len(counts)} different answers among {len(given)}."
