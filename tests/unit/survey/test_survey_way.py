"""The survey as a way to take part: its minutes are those of its questionnaire."""

from __future__ import annotations

import json
from math import ceil

from tests.factories.surveys import small_content

from thinking_together.programmes.ways import Minutes
from thinking_together.survey.form.length import path_lengths
from thinking_together.survey.form.questionnaire import Part
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.ways import minutes


def test_the_minutes_are_those_of_the_shortest_and_the_longest_path() -> None:
    content = small_content()
    core, _ = minutes(json.dumps(content))
    paths = [p.minutes for p in path_lengths(from_content(content)) if p.part is Part.CORE]
    assert core == Minutes(ceil(min(paths)), ceil(max(paths)))


def test_a_longer_questionnaire_takes_longer() -> None:
    content = small_content()
    before, _ = minutes(json.dumps(content))
    longer = json.loads(json.dumps(content))
    for item in longer["items"]:
        item["points"] = 20
    after, _ = minutes(json.dumps(longer))
    assert before and after and after.most > before.most


def test_minutes_are_said_as_people_say_them() -> None:
    assert [str(m) for m in (Minutes(1, 1), Minutes(5, 5), Minutes(3, 5))] == [
        "1 minute",
        "5 minutes",
        "3 to 5 minutes",
    ]
