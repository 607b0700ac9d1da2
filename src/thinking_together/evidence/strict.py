"""What a sentence may not say without evidence.

Refused: a findings sentence without a reference, and digits, number words or comparatives that stand outside a
binding. Digits that repeat what a reference of the same sentence asks for (an age band, a year, a section) are names,
not figures, and so are those of ``NAMES``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from thinking_together.evidence.prose import Heading, Paragraph, Picture, Prose, Statement, cited

NAMES = re.compile(r"\bNG ?225\b|\bNHS 111\b|\b999\b|\b116 123\b|\b85258\b|\bCOVID-19\b|\bCovid-19\b")
_URL = re.compile(r"\]\([^)]*\)|https?://\S+")
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|halves|thirds?|"
    r"quarters?|twice|thrice|double[ds]?|triple[ds]?|once|both|single|couple|pair|one in|one of|percent|per cent)\b",
    re.IGNORECASE,
)
_COMPARATIVES = re.compile(
    r"\b(?:more|most(?:ly)?|less|least|fewer|fewest|higher|highest|lower|lowest|greater|greatest|larger|largest|smaller|"
    r"smallest|better|best|worse|worst|older|oldest|younger|youngest|earlier|earliest|later|latest|rarer|rarest|"
    r"stronger|strongest|weaker|weakest|commoner|commonest|harder|hardest|easier|easiest|oftener|longer|longest|shorter|"
    r"shortest|majority|minority|every|everyone|everybody|all|none|nobody|each|always|never|only|many|few|several|"
    r"increas\w+|decreas\w+|rising|rise[sn]?|rose|falling|fall(?:s|en)?|fell|grow(?:s|n|ing)?|grew|exceed\w*|"
    r"compared|similar|equal(?:ly)?|rare(?:ly)?|common(?:ly)?|frequent(?:ly)?|often|seldom|widespread|consistent(?:ly)?|"
    r"leading|top|first|second|outnumber\w*|dominant|predominant(?:ly)?|usual(?:ly)?|typical(?:ly)?|largely|mainly)\b",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"\b(?:(?:at|last but not) least|no more than needed|all[- ]ages|first aid|first aiders?|second person|as well as|"
    r"more or less|one another|each other|early years|key stage)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A sentence that may not stand: where, what, and what to do."""

    line: int
    what: str
    remedy: str
    sentence: str


def slips(prose: Prose) -> list[Slip]:
    """Everything unbound in a text, in order."""
    found: list[Slip] = []
    for block in prose.blocks:
        if isinstance(block, Paragraph):
            for statement in block.statements:
                found += _unbound(statement, context=block.context)
        elif isinstance(block, Picture):
            found += _unbound(block.caption, context=True, also=str(block.reference))
        elif isinstance(block, Heading):
            found += _unbound(Statement((block.words,), block.line), context=True)
    return found


def _unbound(statement: Statement, *, context: bool, also: str = "") -> list[Slip]:
    found = []
    bindings = statement.bindings()
    text = " ".join(part for part in statement.parts if isinstance(part, str))
    sentence = statement.plain()
    if context and bindings and not also:
        found.append(
            Slip(statement.line, "background holds a reference", "Take it out of the context block.", sentence)
        )
    if not context and not bindings:
        remedy = "Add a reference that supports it, or mark the paragraph as context."
        found.append(Slip(statement.line, "the sentence has no evidence reference", remedy, sentence))
    plain = _HARMLESS.sub(" ", NAMES.sub(" ", _URL.sub(" ", text)))
    asked = set(_figures(" ".join([also, *(str(r) for b in bindings for r in cited(b))])))
    for figure in dict.fromkeys(_figures(plain)):
        if figure not in asked:
            found.append(_slip(statement, f"the figure '{figure}' is typed by hand"))
    for pattern, kind in ((_NUMBER_WORDS, "number word"), (_COMPARATIVES, "comparative")):
        found += [
            _slip(statement, f"the {kind} '{match[0]}' is not bound to evidence") for match in pattern.finditer(plain)
        ]
    return found


def _figures(text: str) -> list[str]:
    """Runs of characters that are numbers in any script, fractions and superscripts included."""
    return "".join(c if c.isnumeric() else " " for c in text).split()


def _slip(statement: Statement, what: str) -> Slip:
    remedy = "Let a reference show it, bind the words with '| is: …', or say it without."
    return Slip(statement.line, what, remedy, statement.plain())
