"""What an item may not ask: who somebody is, whom they work for, what they have lived through themselves.

Patterns look for the usual ways of asking. They cannot replace a person who reads the questionnaire.
"""

from __future__ import annotations

import re

_PLACES = r"(school|college|employer|organi[sz]ation|trust|surgery|practice|company|workplace|team|charity|service)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


NAME = _any(
    r"\byour (full |first |last |own )?(name|surname|initials)\b",
    r"\bwhat (are you|should we) call",
    r"\byour (e-?mail|phone|telephone|mobile|postcode|home address|date of birth|staff number|nhs number)\b",
    r"\b(e-?mail address|phone number|telephone number|mobile number|date of birth)\b",
)
EMPLOYER = _any(
    rf"\b(name|title) of (the |your )?{_PLACES}\b",
    rf"\b(which|what) {_PLACES}( or {_PLACES})? (do|are|is|did) you\b",
    rf"\b{_PLACES}('s)? name\b",
    r"\bwho (is your employer|employs you|do you work for)\b",
    r"\bwhere (exactly )?do you work\b",
)
OWN_EXPERIENCE = _any(
    r"\bhave you (ever |yourself |personally )*(self-?harmed|hurt yourself|harmed yourself|attempted)\b",
    r"\b(do|did) you (ever |yourself |personally )*(self-?harm|hurt yourself|harm yourself)\b",
    r"\byour own (experiences? (of|with)|history of|mental health|self-?harm|wellbeing history)\b",
    r"\b(lived|personal) experience\b",
    r"\bhave you (ever |yourself |personally )+(experienced|struggled|suffered|been diagnosed)\b",
    r"\b(your|you have|you had) (a )?(diagnosis|diagnosed)\b",
)
FORBIDDEN = (
    ("asks-name", NAME, "the item asks who somebody is", "Take it out: answers are anonymous."),
    (
        "asks-employer",
        EMPLOYER,
        "the item asks for an employer or a school",
        "Ask for the sector or the kind of setting.",
    ),
    (
        "asks-own-experience",
        OWN_EXPERIENCE,
        "the item asks for somebody's own experience",
        "Ask about work: what people know, do or need in their role.",
    ),
)
