from __future__ import annotations

from pathlib import Path

import pytest

from thinking_together.content.checked import ContentError
from thinking_together.content.session_guide import GUIDE, read_guide, shipped_guide


def test_the_shipped_guide_has_all_that_a_session_needs() -> None:
    guide = shipped_guide()
    assert any("Nobody need share" in rule for rule in guide.ground_rules)
    assert any("own experience" in rule for rule in guide.ground_rules)
    assert any("999" in step for step in guide.distress) and any("safeguarding" in step for step in guide.distress)
    assert any("never a name" in said for said in guide.consent)
    assert sum(question.minutes for question in guide.questions) <= guide.minutes
    assert guide.question("families") is not None and guide.question("none") is None


def test_its_questions_are_those_of_the_example(repository: Path) -> None:
    known = (repository / "examples/fernshire/reflection/questions.csv").read_text(encoding="utf-8")
    for one in (*shipped_guide().questions, *shipped_guide().feedback):
        assert one.code in known and one.text in known


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("code: families", "code: noticing", "noticing stands twice"),
        ("code: families", "code: All Families", "questions/2/code"),
        ("minutes: 20", "minutes: 80", "longer than the session"),
        ("minutes: 90", "minutes: 9", "minutes"),
        ("ground_rules:", "rules:", "top of the file"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=place):
        read_guide(wrong)
