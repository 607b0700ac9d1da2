"""What a facilitator has at hand: questions, consent, ground rules, and what to do when somebody is distressed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thinking_together.content.checked import ContentError, read_checked

_FOLDER = Path(__file__).parent / "sessions"
GUIDE = _FOLDER / "guide.yaml"


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question with what helps the group on, and the minutes to give it."""

    code: str
    text: str
    minutes: int
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """Something that people judge from 1 (not at all) to 5 (very much)."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SessionGuide:
    """One session from before to after; ``minutes`` is how long it takes in all."""

    minutes: int
    before: tuple[str, ...]
    consent: tuple[str, ...]
    ground_rules: tuple[str, ...]
    questions: tuple[GuideQuestion, ...]
    distress: tuple[str, ...]
    after: tuple[str, ...]
    feedback: tuple[FeedbackItem, ...]

    def question(self, code: str) -> GuideQuestion | None:
        return next((one for one in self.questions if one.code == code), None)


def read_guide(path: Path = GUIDE) -> SessionGuide:
    """The guide of a file; ``ContentError`` with the place and what is wrong there."""
    document = read_checked(path, _FOLDER / "guide.schema.json")
    questions = tuple(
        GuideQuestion(one["code"], one["text"], one["minutes"], tuple(one["prompts"])) for one in document["questions"]
    )
    feedback = tuple(FeedbackItem(**one) for one in document["feedback"])
    codes = [*(one.code for one in questions), *(one.code for one in feedback)]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ContentError(f"{path.name}: {', '.join(twice)} stands twice. Keep one.")
    if sum(one.minutes for one in questions) > document["minutes"]:
        raise ContentError(f"{path.name}: questions: they take longer than the session. Give them fewer minutes.")
    sentences = {name: tuple(document[name]) for name in ("before", "consent", "ground_rules", "distress", "after")}
    return SessionGuide(minutes=document["minutes"], questions=questions, feedback=feedback, **sentences)


@cache
def shipped_guide() -> SessionGuide:
    """The shipped guide, read once."""
    return read_guide()
