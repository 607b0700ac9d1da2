"""The words of a text that claim something: numbers in words, comparisons, and how often.

The lists are long on purpose: a false alarm costs an author a rewording, a miss costs a board its trust.
"""

from __future__ import annotations

import re

_UNITS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER_WORDS = re.compile(
    rf"\b(?:(?:{_UNITS}|{_TENS}|zero|nil|nought|hundred|thousand|million|billion)(?:s|fold|th|ths)?|"
    r"(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|hundredth|(?:twent|thirt|fort|fift)ieth)s?|"
    r"dozens?|handfuls?|scores of|umpteen|half|halves|halv(?:ed|ing)|quarters?|twice|thrice|once|both|single|couples?|"
    r"pairs?|doubl(?:e[ds]?|ing)|trebl(?:e[ds]?|ing)|tripl(?:e[ds]?|ing)|quadrupl(?:e[ds]?|ing)|"
    r"one (?:in|of|out of|per|hundred|thousand|quarter|third|half)|percent(?:age)?s?|per cent|per mille|pro mille)\b",
    re.IGNORECASE,
)
COMPARATIVES = re.compile(
    r"\b(?:more|most(?:ly)?|less|least|fewer|fewest|higher|highest|lower|lowest|greater|greatest|larger|largest|smaller|"
    r"smallest|bigger|biggest|wider|widest|better|best|worse|worst|older|oldest|younger|youngest|earlier|earliest|later|"
    r"latest|rarer|rarest|stronger|strongest|weaker|weakest|commoner|commonest|harder|hardest|easier|easiest|oftener|"
    r"longer|longest|shorter|shortest|faster|slower|majority|minority|bulk of|lion's share|above all|every|"
    r"everyone|everybody|everywhere|all|none|nobody|no one|each|always|never|only|many|few|several|numerous|"
    r"countless|plenty|lots|invariably|unanimous(?:ly)?|without exception|"
    r"increas\w+|decreas\w+|rising|rise[sn]?|rose|falling|falls|fallen|fell|grow(?:s|n|ing)?|grew|exceed\w*|"
    r"worsen\w*|declin(?:e[ds]?|ing)|soar\w*|surg(?:ed|ing)|shr(?:ink|inks|ank|unk|inking)|dwindl\w+|climb\w*|"
    r"than|compared|similar(?:ly)?|equal(?:ly)?|rare(?:ly)?|common(?:ly)?|frequent(?:ly)?|often|seldom|widespread|"
    r"consistent(?:ly)?|leading|top|first|second|foremost|outnumber\w*|dominant|predominant(?:ly)?|overwhelmingly|"
    r"prevalen\w+|usual(?:ly)?|typical(?:ly)?|general(?:ly)?|normally|largely|mainly|chiefly|"
    r"hardly|scarcely|barely|nearly|almost|roughly|approximately|as (?:many|often|much|high|low|few) as)\b",
    re.IGNORECASE,
)
# Any other word in -est that stands as a superlative; those that are none.
SUPERLATIVE = re.compile(
    r"\b(?:the|our|their|its) (?!(?:rest|test|west|request|interest|guest|forest|harvest|protest|arrest|chest|contest|"
    r"inquest|invest|manifest|digest|priest|quest|nest|crest|unrest|conquest|breast|midwest|behest|pest|vest)s?\b)"
    r"[a-z]{3,}est\b",
    re.IGNORECASE,
)
# *One* that counts: not a pronoun, as in "one another" or "this one".
ONE = re.compile(
    r"(?<!\bno )(?<!\bany )(?<!\bthis )(?<!\bthat )(?<!\bthe )(?<!\beach )(?<!\bwhich )(?<!\bevery )"
    r"\bone\b(?!'s|self|-to-one| another| may| must| can| could| would| hears?)",
    re.IGNORECASE,
)
# Whole words of two Roman numerals or more.
ROMAN = re.compile(r"\b(?=[IVX]{2,}\b)X{0,3}(?:IX|IV|V?I{0,3})\b")
HARMLESS = re.compile(
    r"\b(?:(?:at|last but not) least|no more than needed|all[- ]ages|first aid|first aiders?|second person|as well as|"
    r"(?:rather|other) than|more or less|one another|each other|all together|early years|key stage|general practices?|"
    r"general practitioners?|first conversations?|secondary schools?|second part|voluntary and community|"
    r"psychosocial assessment|at first|once again|lots? of paper)\b",
    re.IGNORECASE,
)
_PREFERENCE = re.compile(r"\brather\b[^.;:!?]*\bthan\Z", re.IGNORECASE)


def number_words(text: str) -> list[str]:
    """Numbers in words, hyphenated ones and Roman numerals included."""
    patterns = (NUMBER_WORDS, ONE, ROMAN)
    found = [m for pattern in patterns for m in pattern.finditer(text)]
    return [m[0] for m in found if not any(o.start() < m.end() <= o.end() and len(o[0]) > len(m[0]) for o in found)]


def comparatives(text: str) -> list[str]:
    """Words that compare, rank, or say how often or how many; *rather … than* states a preference and no number."""
    found = [m[0] for m in COMPARATIVES.finditer(text) if not _PREFERENCE.search(text[: m.end()])]
    return found + [m[0] for m in SUPERLATIVE.finditer(text) if not COMPARATIVES.search(m[0])]
