import json
import re
from pathlib import Path

import pytest

from thinking_together.survey.form.questionnaire import ItemKind
from thinking_together.survey.form.reading import SCHEMA, read_questionnaire
from thinking_together.survey.lint import lint


@pytest.fixture(scope="module")
def guide(repository: Path) -> str:
    return (repository / "docs/guides/questionnaire.md").read_text(encoding="utf-8")


def test_the_guides_example_is_a_good_questionnaire(guide: str) -> None:
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    questionnaire, document = read_questionnaire(example)
    assert list(lint(questionnaire, document)) == []
    assert {item.kind for item in questionnaire.items} == set(ItemKind) - {ItemKind.LIKERT}


def test_every_key_of_the_schema_is_in_the_guide(guide: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    keys = {*schema["properties"]}
    for name in ("item", "scale"):
        keys |= set(schema["$defs"][name]["properties"])
    named = set(re.findall(r"`([a-z_]+)`", guide))
    assert keys <= named
    conditions = set(schema["$defs"]["condition"]["properties"])
    assert all(f"{key}:" in guide for key in conditions)
