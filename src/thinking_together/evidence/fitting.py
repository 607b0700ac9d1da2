"""Whether the words that a predicate holds say no more than the predicate proves.

``is: at_least 1`` proves that something is there, and not that it is *the most common*; ``is: raised`` proves that
somebody said so, and not that it *is* so. A word that claims is allowed only to predicates that can prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thinking_together.evidence.claiming_words import HARMLESS, SUPERLATIVE, comparatives, number_words
from thinking_together.evidence.named_figures import without_names
from thinking_together.evidence.prose import Binding, cited
from thinking_together.evidence.reference import Op
from thinking_together.evidence.wording import mixed, readings

_REWORD = "Say no more than the predicate proves, or bind the words to one that proves it."
_TELLING = re.compile(
    r"\b(?:rais\w+|c[ao]me up|comes up|brought up|said|say|says|told|tell|tells|spoke|speak|speaks|heard|hears?|wrote|"
    r"writes?|written|mention\w*|noted|notes?|minut\w+|record\w*|comment\w*|named|described?|reported|"
    r"found (?:in|there))\b",
    re.IGNORECASE,
)
_SUPERLATIVES = re.compile(r"(?:\w*most|first|above all|top|leading|foremost|dominant|\w+est)\Z", re.IGNORECASE)
_HIGH = frozenset({"first", "higher_than", "more_than", "increasing", "above", "most"})
_LOW = frozenset({"lower_than", "less_than", "decreasing", "few", "none"})
_SHARES = frozenset({"most", "above", "first"})
# Words, and the predicates that can prove them.
_PROVES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(rf"(?:{words})\Z", re.IGNORECASE), predicates)
    for words, predicates in (
        (
            r"every(?:one|body|where)?|all|each|always|invariably|without exception|unanimous(?:ly)?",
            frozenset({"every", "only_every"}),
        ),
        (r"only", frozenset({"only_every"})),
        (r"none|nobody|no one|never", frozenset({"none"})),
        (r"similar(?:ly)?|equal(?:ly)?", frozenset({"similar_to"})),
        (r"first|second|top|above all|leading|foremost|dominant|predominant(?:ly)?", frozenset({"first"})),
        (r"\w*most(?:ly)?|majority|bulk of|lion's share|overwhelmingly", _SHARES),
        (r"largely|mainly|chiefly|usual(?:ly)?|typical(?:ly)?|general(?:ly)?|normally", _SHARES),
        (r"common(?:ly)?|frequent(?:ly)?|often|widespread|prevalen\w+|many", _SHARES),
        (r"few|seldom|rare(?:ly)?|minority|hardly|scarcely|barely", _LOW),
        (r"least|fewest|lowest|smallest|rarest|weakest|fewer|less|lower|smaller|rarer|weaker", _LOW),
        (r"increas\w+|rising|ris\w+|rose|gr[eo]w\w*|climb\w*|soar\w*|surg\w+", frozenset({"increasing"})),
        (r"decreas\w+|f[ae]ll\w*|declin\w+|dwindl\w+|shr\w+", frozenset({"decreasing"})),
        (r"than|compared", _HIGH | _LOW | {"similar_to"}),
        (r"\w+er", _HIGH),
        (r"(?:\w+ )?\w+est|more", _HIGH),
    )
)
_PARTS = {"half": 0.5, "third": 1 / 3, "thirds": 2 / 3, "quarter": 0.25, "quarters": 0.75, "fifth": 0.2, "tenth": 0.1}


def unfit(binding: Binding) -> Iterator[tuple[str, str]]:
    """What a binding's words claim beyond its predicate, with what to do."""
    if binding.format != "is":
        if binding.words:
            yield f"words stand beside the format '{binding.format}' and are not shown", "Leave them out."
        return
    predicate, _, rest = binding.argument.partition(" ")
    for word in mixed(binding.words):
        yield f"the word '{word}' mixes letters of different alphabets", "Type it again."
    found: dict[str, None] = {}
    for reading in readings(binding.words):
        found |= dict.fromkeys(_beyond(without_names(reading, cited(binding)), binding, predicate, rest))
    for what in found:
        yield what, _REWORD
    if predicate == "raised" and not _TELLING.search(binding.words):
        remedy = "Say that it was raised, said or minuted, or quote the passage that says so."
        yield f"'{binding.words}' claims more than that it was raised", remedy
    if predicate == "at_least" and _tiny(rest):
        remedy = "Use 'is: raised' with words that say so, or quote the passage that says so."
        yield f"'is: at_least {rest}' proves only that it was raised", remedy


def _beyond(text: str, binding: Binding, predicate: str, rest: str) -> Iterator[str]:
    for figure in re.findall(r"\d[\d.,/]*", text):
        yield f"the figure '{figure}' is typed by hand among the words of 'is: {predicate}'"
    plain = HARMLESS.sub(" ", text)
    for word in number_words(plain):
        if not _stated(word, predicate, rest):
            yield f"'is: {predicate}' does not prove the number word '{word}'"
    for word in comparatives(plain):
        if not _proven(word, binding, predicate, rest):
            yield f"'is: {predicate}' does not prove '{word}'"


def _stated(word: str, predicate: str, rest: str) -> bool:
    """A part that is the predicate's own limit: *half* with ``few 0.5``; *half* with ``most``."""
    part = _PARTS.get(word.lower())
    limit = float(rest) if re.fullmatch(r"\d*\.?\d+", rest) else 0.5 if predicate in ("most", "above") else None
    return part is not None and limit is not None and abs(part - limit) < 0.005


def _proven(word: str, binding: Binding, predicate: str, rest: str) -> bool:
    fits = next((predicates for pattern, predicates in _PROVES if pattern.match(word)), None)
    if fits is None:
        return not SUPERLATIVE.match(word) or predicate in _HIGH
    if predicate == "first" and _places(rest) > 1 and not re.search(r"\bamong\b", binding.words):
        return not (_SUPERLATIVES.match(word) or SUPERLATIVE.match(word))
    each = any(t.op is Op.EACH for reference in cited(binding) for t in reference.terms)
    if each and re.fullmatch(r"every|each|all", word, re.IGNORECASE):
        return True
    return predicate in fits


def _places(rest: str) -> int:
    """Among how many highest values ``first n`` asks a value to be."""
    return next((int(word) for word in rest.split() if word.isdigit()), 1)


def _tiny(rest: str) -> bool:
    return bool(re.fullmatch(r"\d*\.?\d+", rest)) and 0 < float(rest) < 0.05
