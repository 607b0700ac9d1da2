from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from thinking_together.content.checked import ContentError
from thinking_together.content.programme_template import SELF_HARM, read_template, self_harm_template
from thinking_together.programmes.models import PhaseCode


def test_the_shipped_template_has_all_six_phases_and_says_how_long_all_is_kept() -> None:
    template = self_harm_template()
    assert {phase.code for phase in template.phases} == set(PhaseCode.values)
    assert {kept.code for kept in template.retention} == {"contacts", "answers", "notes", "audit"}
    assert template.titled("Fernshire") == "Thinking together in Fernshire"


def test_a_title_can_stand_in_an_address_and_a_subject() -> None:
    assert "harm" not in self_harm_template().title.lower()


def test_a_phase_lasts_whole_weeks_from_the_start() -> None:
    phase = next(phase for phase in self_harm_template().phases if phase.code == "survey")
    start = date(2027, 1, 4)
    assert phase.starts(start) == date(2027, 2, 1)
    assert phase.ends(start) == date(2027, 3, 14)
    assert (phase.ends(start) - phase.starts(start)).days + 1 == 7 * phase.weeks


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("in {place}", "here", "title"),
        ("code: police", "code: Police force", "sectors/4/code"),
        ("code: police", "code: health", "sectors: health stands twice"),
        ("code: baseline", "code: interviews", "phases/5/code"),
        ("weeks: 40", "weeks: 0", "phases/0/weeks"),
        ("months: 12", "months: for ever", "retention/0/months"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    text = SELF_HARM.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=place):
        read_template(wrong)
