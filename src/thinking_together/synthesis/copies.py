"""Explanations that were copied, or that say nothing.

A judgement is worth reading where it says what is particular to its finding. Copied with other spacing, capitals,
hidden characters, one word changed or the same words in another order it is still copied; "The data are adequate"
fits any finding and so tells a reader nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ALIKE = 0.8  # share of words in common from which longer texts count as one text
SHORT = 4  # words up to which texts are copies only when they hold the same words
PARTICULAR = 2  # words beyond the general ones that an explanation needs
_REFERENCE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

# Words that fit any judgement about any evidence.
_GENERAL = """
    a about above across act adequacy adequate again agree agreed agrees agreement all also an and any appropriate
    are as assessed at available based be because been below both but by can case cases clear clearly coherence
    coherent component components concern concerns confidence confident considered consistent contradict
    contradicts could data difference different did do does done each easy enough evidence evident exception exist
    explain explained explanation fine find finding findings firm fit fits for found from fully general generally
    good had has have here high how however identified if important in interpretation into is issue issues it its
    judged judgement kind level limitation limitations limited limits little looked low made major many material
    may method methodological methods minor moderate more most much n/a na negative no none not nothing notable
    noted of ok on one only or other our overall part partial partially particular phase phases picture plain
    point points problem problems question questions reason reasonable reasons relevance relevant reliable remains
    report results robust same say says see seems several serious shown shows significant silence silent simple so
    solid some sound source sources stands strong studies study sufficient supported supports sure team that the
    their them themselves there these they thing things this those to told too trustworthy under us valid very was
    we weak well were what when which while who why will with without worth would yes
"""
GENERAL = frozenset(_GENERAL.split())


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation: the finding and the place it stands in, its text, and words that name the place itself."""

    finding: str
    place: str
    text: str
    naming: str = ""


def words_of(text: str) -> tuple[str, ...]:
    """A text as far as copying goes: its words in lower case, whatever is between, within or around them."""
    shown = html.unescape(_REFERENCE.sub(r" \1 ", text))
    visible = "".join(c for c in shown if unicodedata.category(c) != "Cf")
    return tuple(re.findall(r"\w+", re.sub(r"[*_`’']", "", unicodedata.normalize("NFKC", visible)).casefold()))


def copies(explained: Iterable[Explained]) -> Iterator[tuple[Explained, Explained]]:
    """Each explanation that says an earlier one again, with the earlier one."""
    seen: list[tuple[Explained, tuple[str, ...], Counter[str]]] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for one in explained:
        words = words_of(one.text)
        counts = Counter(words)
        candidates = sorted({at for word in counts for at in holding[word]})
        earlier = next((seen[at] for at in candidates if _alike(words, counts, seen[at][1], seen[at][2])), None)
        if earlier is not None:
            yield one, earlier[0]
        for word in counts:
            holding[word].append(len(seen))
        seen.append((one, words, counts))


def says_nothing(one: Explained) -> bool:
    """Whether nothing in an explanation is particular to its finding; a bound figure or passage always is."""
    if _REFERENCE.search(one.text):
        return False
    naming = set(words_of(one.naming))
    return len({word for word in words_of(one.text) if word not in GENERAL and word not in naming}) < PARTICULAR


def _alike(words: tuple[str, ...], counts: Counter[str], others: tuple[str, ...], theirs: Counter[str]) -> bool:
    if counts == theirs:
        return True
    if min(len(words), len(others)) <= SHORT:
        return False
    shared = (counts & theirs).total()
    longer = max(len(words), len(others))
    return shared / longer >= ALIKE or longer - shared <= 1
