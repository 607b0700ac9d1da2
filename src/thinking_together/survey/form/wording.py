"""What an item may not ask: who somebody is, whom they work for, what they have lived through themselves.

Patterns look for the usual ways of asking, each text by itself. They cannot replace a person who reads the
questionnaire. Words that hurt are only pointed out: an item may ask what people think of a prejudice.
"""

from __future__ import annotations

import re

_PLACE = (
    r"(?:school|college|academy|nursery|employer|organi[sz]ation|agency|(?:academy )?trust|surgery|practice|hospital"
    r"|ward|clinic|company|workplace|place of work|setting|team|station|charity|club|service|council)"
)
_NO_KIND = r"(?:(?!kinds?\b|types?\b|sorts?\b|phases?\b|parts?\b|areas?\b|sectors?\b|levels?\b)[\w-]+ ){0,2}"
_HARM = r"self[- ]?harm"
_TO_ONESELF = rf"(?:{_HARM}\w*|suicid\w*|mental(?:ly)? (?:ill|health)\w*)"
_EVER = r"(?:ever |once |also |yourself |personally |deliberately |intentionally |previously |recently )*"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


NAME = _any(
    r"\byour (?:full |first |last |own )?(?:name|surname|initials)\b",
    r"^(?:full |first |last |family )?name\W*$",
    r"\byour (?:[\w-]+ ){1,3}and name\b",
    r"\bwhat (?:are you|should we) call",
    r"\bhow (?:can|may|should|could) we (?:contact|reach|call) you\b",
    r"\byour contact (?:details|information)\b",
    r"^contact (?:details|information)\W*$",
    r"\bwho is your (?:line )?(?:manager|boss|supervisor|head)\b",
    r"\byour (?:staff|employee|payroll|registration|collar|badge) (?:number|id|code)\b",
    r"\byour (?:e-?mail|phone|telephone|mobile|postcode|home address|date of birth|nhs number)\b",
    r"\b(?:e-?mail address|phone number|telephone number|mobile number|date of birth)\b",
    r"\byou(?:rs?)?\b.*\bpost ?code\b|\bpost ?code\b.*\byour\b",
)
EMPLOYER = _any(
    rf"\b(?:name|title) of (?:the |your )?(?:[\w-]+ )?{_PLACE}\b",
    rf"\bname (?:the |your ){_PLACE}(?: (?:that|which|where))? you\b",
    rf"\b(?:which|what) {_NO_KIND}{_PLACE}(?: or (?:[\w-]+ )?{_PLACE})? (?:do|are|is|did) you\b.*"
    r"\b(?:work(?! with| alongside| together)\w*|based|belong|employed|teach|from|member|part of|(?:in|at)\W*$)",
    rf"^(?:which|your|the) (?:[\w-]+ )?{_PLACE}\W*$",
    rf"\bwhat is your (?:[\w-]+ )?{_PLACE}(?: called)?\W*$",
    rf"\b(?:state|give|enter|write|type|tell us) (?:us )?your {_PLACE}\b(?!['’]s)",
    rf"\b{_PLACE}(?:['’]s)? (?:name|address|post ?code)\b",
    r"\bwho (?:is your employer|employs you|do you work for)\b",
    r"\bwhere (?:exactly )?(?:do you work|are you (?:based|employed))\b",
)
OWN_EXPERIENCE = _any(
    rf"\b(?:have|had) you (?:or anyone (?:\w+ ){{1,4}})?{_EVER}"
    rf"(?:{_HARM}ed|attempted|been diagnosed|(?:felt|been) suicidal"
    rf"|(?:experienced|struggled with|suffered(?: from)?) {_TO_ONESELF}"
    rf"|(?:engaged in|had (?:any )?thoughts? (?:of|about)|thought (?:of|about)) "
    rf"(?:{_TO_ONESELF}|hurting|harming|ending|taking))",
    rf"\b(?:do|did) you {_EVER}{_HARM}\b",
    r"\b(?:hurt|harm|injur)\w* (?:yourself|myself)\b",
    rf"\b{_HARM}\w* (?:yourself|myself)\b",
    r"\b(?:end|tak)(?:e|ing)? (?:your|my) (?:own )?life\b",
    rf"\b(?:do|did|are|were) you {_EVER}(?:feel |feeling )?suicidal\b",
    rf"\bbeen (?:personally )?(?:affected|bereaved|touched) by {_TO_ONESELF}",
    rf"\blost (?:someone|somebody|anyone|anybody|a \w+) to {_TO_ONESELF}",
    rf"\b(?:anyone|someone|somebody|anybody|member) (?:in|of) your (?:own )?family\b.*\b{_TO_ONESELF}",
    rf"\byour own (?:child|children|family|partner)\b.*\b{_TO_ONESELF}",
    rf"\b(?:your|my) own (?:experiences? (?:of|with)|history of|mental health|{_HARM}|wellbeing history)\b",
    r"\b(?:your|my|you (?:have|had|bring)|i (?:have|had|bring)) (?:any |some |a |own )*(?:lived|personal) experience\b",
    rf"\b(?:yourself|identify|myself)\b.*\bexperiences? of {_TO_ONESELF}",
    rf"\bexperiences? of {_TO_ONESELF} (?:yourself|myself)\b",
    r"\b(?:yourself|myself)\b.*\blived experience\b",
    r"\bhave you (?:ever )?(?:yourself |personally )+(?:experienced|struggled|suffered|been diagnosed)\b",
    r"\b(?:you|i) (?:have|had|live with) (?:a |an |any )?(?:\w+ )?(?:diagnosis|mental (?:illness|health) "
    r"(?:condition|problem|difficult|diagnosis)\w*)",
    r"\byour diagnos(?:is|ed)\b|\byou(?:'ve| have)? been diagnosed\b",
    rf"\bi (?:have |had |was |used to )?{_EVER}{_HARM}(?:ed)?\b",
)
FORBIDDEN = (
    ("asks-name", NAME, "the item asks who somebody is", "Take it out: answers are anonymous."),
    (
        "asks-employer",
        EMPLOYER,
        "the item asks for an employer or a school",
        "Ask for the sector or the kind of setting.",
    ),
)
OWN = (
    "asks-own-experience",
    OWN_EXPERIENCE,
    "the item asks for somebody's own experience",
    "Ask about work: what people know, do or need in their role.",
)
HURTFUL = _any(
    r"\bcommit\w* suicide\b",
    r"\b(?:un)?success(?:ful|fully)[- ]suicid\w*",
    r"\bfailed (?:suicide )?attempts?\b",
    r"\bself[- ]?harmers?\b",
    r"\bself[- ]?mutilat\w*",
    r"\bsuperficial\w*",
    r"\battention[- ]?seek\w*",
    r"\bmanipulative\b",
    r"\bcry for help\b",
)
PLACEHOLDER = re.compile(r"\$\{[^{}]*\}")  # where other tools put what somebody answered
