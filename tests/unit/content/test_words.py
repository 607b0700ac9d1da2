"""The words of what ships: those of Samaritans' media guidance and of NICE.

Names of methods are kept here as digests, so that this file does not name them either.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CONTENT = {".html", ".yaml", ".yml", ".json", ".csv", ".md", ".txt", ".ris", ".qdc", ".xml"}
ANYWHERE = {
    r"self[- ]?harmers?\b": "a person who self-harms",
    r"\bself[- ]?mutilat\w*": "self-harm",
    r"\bsuperficial\w*": "say nothing about how severe it looks",
    r"\battention[- ]?seek\w*": "say what the person may need",
    r"\bmanipulative\b": "say what the person may need",
    r"\bcry for help\b": "say what the person may need",
    r"\bcommit(?:s|ted|ting)?[- ]suicide": "died by suicide, took their life",
    r"\b(?:un)?success(?:ful|fully)[- ]suicid\w*": "died by suicide",
    r"\bfailed (?:suicide )?attempts?\b": "attempted suicide",
}
IN_CONTENT = {r"\bcommit(?:s|ted|ting)?\b": "another verb: this one belongs to crimes"}
METHODS = frozenset(
    {
        "01e3c9895eb9c26c",
        "08f78e38f095b14c",
        "090dbf98aeda4440",
        "13ffbb2f9bbad7fa",
        "22db563533215e9b",
        "23231ed1c9592284",
        "2f9e3d0f184c8ef4",
        "37dae7626a99f4c4",
        "5221409b64943f25",
        "54238e9415df5dff",
        "59a0838c05543ca7",
        "5ad3aa07af7124dc",
        "726a5a107491611f",
        "77f9dc3ecaa6897d",
        "8a6f16de5fc61407",
        "9b4f1d0e11dcc029",
        "a17ce17dd6b56ae2",
        "ac8eb9a0ca6a72d2",
        "bd624895401c0adc",
        "c4e1a75a8471a097",
        "c6faa71a15c82dbf",
        "ed8f9f77aa6a20e0",
    }
)


def shipped(repository: Path) -> Iterator[Path]:
    """Content, templates and code of the package and of the example programme."""
    for folder in (repository / "src", repository / "examples"):
        for path in sorted(folder.rglob("*")):
            shown = path.suffix in CONTENT or path.suffix == ".py"
            if shown and path.is_file() and "static" not in path.parts:
                yield path


def unwanted(text: str, *, content: bool) -> list[str]:
    """Each unwanted word as ``line: word (what to say instead)``."""
    patterns = ANYWHERE | IN_CONTENT if content else ANYWHERE
    found = []
    for number, line in enumerate(text.lower().splitlines(), start=1):
        found += [
            f"{number}: {match[0]} ({instead})"
            for pattern, instead in patterns.items()
            for match in re.finditer(pattern, line)
        ]
        for word in re.findall(r"[a-z]+(?:-[a-z]+)*", line):
            if hashlib.sha256(word.encode()).hexdigest()[:16] in METHODS:
                found.append(f"{number}: {word} (name no method)")
    return found


def test_what_ships_uses_the_agreed_words(repository: Path) -> None:
    problems = [
        f"{path.relative_to(repository)}:{problem}"
        for path in shipped(repository)
        for problem in unwanted(path.read_text(encoding="utf-8"), content=path.suffix in CONTENT)
    ]
    assert problems == []


def test_the_scan_sees_templates_content_and_code(repository: Path) -> None:
    names = {path.name for path in shipped(repository)}
    assert {"support_lines.yaml", "page.html", "support.py"} <= names


@pytest.mark.parametrize(
    "text",
    [
        "Two self-harmers",
        "Superficial wounds",
        "only attention-seeking",
        "attention seeking",
        "He committed suicide",
        "they commit to it",
        "a failed attempt",
    ],
)
def test_unwanted_words_are_found(text: str) -> None:
    assert unwanted(f"first line\n{text}", content=True)[0].startswith("2: ")


@pytest.mark.parametrize("text", ["a commitment to training", "people who self-harm", "cross-cutting themes"])
def test_wanted_words_are_left_alone(text: str) -> None:
    assert unwanted(text, content=True) == []


def test_code_may_speak_of_database_commits() -> None:
    assert unwanted("transaction.commit()", content=False) == []
    assert unwanted("transaction.commit()", content=True) != []


def test_a_method_is_recognised_by_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = hashlib.sha256(b"gardening").hexdigest()[:16]
    monkeypatch.setitem(globals(), "METHODS", METHODS | {digest})
    assert unwanted("about gardening", content=False) == ["1: gardening (name no method)"]
