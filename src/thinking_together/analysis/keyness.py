"""Words that one group uses more than the others, and the words around them.

Keyness by log-likelihood: Rayson P, Garside R (2000), "Comparing corpora using frequency profiling", Proceedings of
the Workshop on Comparing Corpora, ACL, 1-6. It suggests where to read; it creates no code by itself, so every word
comes with how many texts hold it, and ``concordance`` shows the passages.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from thinking_together.analysis.intervals import Floats, numbers
from thinking_together.analysis.words import words

SIGNIFICANT = 6.63  # chi-square on one degree of freedom at 0.01
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class GroupText:
    """A text and the group that wrote it; ``ref`` says where it is from."""

    ref: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word used more by ``group`` than by the rest.

    ``count`` and ``rest`` are occurrences, ``texts`` the group's texts that hold the word. ``log_ratio`` is the binary
    logarithm of the ratio of relative frequencies: 1 means twice as often (half an occurrence stands for none).
    """

    group: str
    word: str
    count: int
    rest: int
    texts: int
    log_likelihood: float
    log_ratio: float


@dataclass(frozen=True, slots=True)
class Line:
    """A keyword in context. ``before + keyword + after`` is the passage as written."""

    ref: str
    before: str
    keyword: str
    after: str


def log_likelihood(count: ArrayLike, rest: ArrayLike, size: ArrayLike, rest_size: ArrayLike) -> Floats:
    """G2 of word counts in two corpora with ``size`` and ``rest_size`` words; broadcasts.

    0 where the word occurs in neither. ``ValueError`` for a negative number. Source: Rayson and Garside (2000).
    """
    a, b = numbers(count, "count"), numbers(rest, "rest")
    c, d = numbers(size, "size"), numbers(rest_size, "rest_size")
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (a + b) / (c + d)
        terms = (np.where(x > 0, x * np.log(x / (n * pooled)), 0.0) for x, n in ((a, c), (b, d)))
        return np.asarray(np.maximum(2.0 * sum(terms), 0.0), dtype=np.float64)


def keyness(
    texts: Iterable[GroupText], ignore: Collection[str] = (), least: float = SIGNIFICANT, least_texts: int = 2
) -> tuple[Keyword, ...]:
    """Words overused by each group, groups by name, strongest first.

    ``ignore`` leaves words out after they were counted into the corpus sizes. A word needs a log-likelihood of at
    least ``least`` and to stand in ``least_texts`` texts of the group, so that one talkative person sets no theme.
    """
    counts: dict[str, Counter[str]] = {}
    holding: dict[str, Counter[str]] = {}
    for text in texts:
        said = [w.word for w in words(text.text)]
        counts.setdefault(text.group, Counter()).update(said)
        holding.setdefault(text.group, Counter()).update(set(said))
    everything: Counter[str] = sum(counts.values(), Counter())
    found = [
        keyword
        for group in sorted(counts)
        for keyword in _of_group(group, counts[group], everything, holding[group])
        if keyword.log_likelihood >= least and keyword.texts >= least_texts and keyword.word not in ignore
    ]
    return tuple(found)


def _of_group(group: str, own: Counter[str], everything: Counter[str], holding: Counter[str]) -> list[Keyword]:
    size, whole = own.total(), everything.total()
    rest_size = whole - size
    if not rest_size:
        return []
    vocabulary = list(own)
    count = [own[w] for w in vocabulary]
    rest = [everything[w] - own[w] for w in vocabulary]
    scores = log_likelihood(count, rest, size, rest_size).tolist()
    keywords = [
        Keyword(group, w, a, b, holding[w], score, math.log2((a / size) / (max(b, _HALF) / rest_size)))
        for w, a, b, score in zip(vocabulary, count, rest, scores, strict=True)
        if a * rest_size > b * size
    ]
    return sorted(keywords, key=lambda k: (-k.log_likelihood, k.word))


def concordance(texts: Iterable[GroupText], phrase: str, width: int = 60) -> tuple[Line, ...]:
    """Every place where a word or phrase stands, with up to ``width`` characters on each side, in order of the texts.

    The phrase is found word by word, whatever its case, apostrophes or what stands between its words.
    """
    wanted = [w.word for w in words(phrase)]
    if not wanted:
        raise ValueError(f"'{phrase}' holds no word to look for")
    return tuple(line for text in texts for line in _lines(text, wanted, width))


def _lines(text: GroupText, wanted: Sequence[str], width: int) -> list[Line]:
    found = words(text.text)
    spoken = [w.word for w in found]
    out: list[Line] = []
    for i in range(len(spoken) - len(wanted) + 1):
        if spoken[i : i + len(wanted)] == list(wanted):
            start, end = found[i].start, found[i + len(wanted) - 1].end
            body = text.text
            out.append(Line(text.ref, body[max(0, start - width) : start], body[start:end], body[end : end + width]))
    return out
