from datetime import date
from pathlib import Path

import pytest

from thinking_together.content.checked import ContentError
from thinking_together.content.ng225 import NG225, read_ng225, section_of, shipped_ng225


def test_the_frame_has_the_fifteen_sections_of_the_2022_edition() -> None:
    guideline = shipped_ng225()
    assert [section.number for section in guideline.sections] == [f"1.{n}" for n in range(1, 16)]
    assert guideline.edition == date(2022, 9, 7)
    assert guideline.link == "https://www.nice.org.uk/guidance/ng225/chapter/Recommendations"


def test_only_sections_whose_count_is_certain_are_complete() -> None:
    complete = {s.number: len(s.recommendations) for s in shipped_ng225().sections if s.complete}
    assert complete == {"1.1": 4, "1.6": 6}


def test_labels_are_short_and_told_apart() -> None:
    labels = [s.label for s in shipped_ng225().sections]
    labels += [r.label for s in shipped_ng225().sections for r in s.recommendations]
    assert len(set(labels)) == len(labels) and all(len(label) <= 80 for label in labels)


def test_a_section_is_found_by_its_number() -> None:
    training = shipped_ng225().section(section_of("1.14.1"))
    assert training is not None and training.label == "Training"
    assert shipped_ng225().section("2.1") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"1.1.1"', '"1.2.1"', "1.1: '1.2.1' is no recommendation of this section"),
        ('"1.1.1"', "1.1", "1.1: '1.1' is no recommendation"),
        ('number: "1.2"', 'number: "1.3"', "a number stands twice"),
        ("    label: Safeguarding\n", "", "a key is missing"),
        ("complete: false", "complete: true", "1.2: it is complete but has no recommendations"),
        ("guideline: NG225", "guideline: [", "not readable as YAML"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = NG225.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "ng225.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        read_ng225(path)
