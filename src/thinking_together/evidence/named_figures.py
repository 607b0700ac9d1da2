"""Digits that are names: of a guideline, of a telephone number beside who answers it, and of what a sentence asks for.

A name is exempt only as the whole phrase in which it stands: "aged 10 to 14" where the reference asks for that band,
and not any ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from thinking_together.evidence.reference import Reference

NAMES = re.compile(
    r"\bNG ?225\b|\bNHS 111\b|\b(?:call|ring|dial|phone) 999\b|\bSamaritans,?(?: on)? 116 123\b|"
    r"\bShout,?(?: on)? 85258\b|\bCOVID-19\b|\bPRISMA 2020\b",
    re.IGNORECASE,
)


def without_names(text: str, references: Iterable[Reference]) -> str:
    """The text less the digits that name things."""
    text = NAMES.sub(" ", text)
    for spelled in sorted(_asked(references), key=len, reverse=True):
        text = re.sub(rf"(?<![\w.,/-]){spelled}(?![\w/-]|[.,]\d|%| per\b| of \d)", " ", text, flags=re.IGNORECASE)
    return text


def _asked(references: Iterable[Reference]) -> set[str]:
    """What references ask for, as patterns of how a sentence would say it."""
    found = set()
    for reference in references:
        for key, value in [("", reference.figure), *((t.key, v) for t in reference.terms for v in t.values)]:
            if not re.search(r"\d", value):
                continue
            band = re.fullmatch(r"(\d+)-(\d+)", value)
            if band:
                found.add(rf"{band[1]} ?(?:to|-|and) ?{band[2]}")
            elif re.fullmatch(r"\d+", value) and not (len(value) == 4 and value[:2] in ("19", "20")):
                found.add(rf"{key.replace('_', ' ')} {value}" if key else value)
            else:
                found.add(re.escape(value))
    return found
