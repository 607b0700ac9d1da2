from __future__ import annotations

from pathlib import Path

from thinking_together.cli.documented import settings_named, undocumented_commands, undocumented_settings

GUIDE = "| variable | what |\n|---|---|\n| `TT_ONE` | as TT_TWO, but |\n"


def test_a_setting_without_a_row_is_named_even_when_another_row_mentions_it() -> None:
    assert undocumented_settings({"TT_ONE", "TT_TWO"}, GUIDE) == ["TT_TWO is read but has no row in the guide."]


def test_a_row_for_no_setting_is_named() -> None:
    assert undocumented_settings(set(), GUIDE) == ["TT_ONE has a row but nothing reads it."]


def test_names_are_found_in_sources(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text('x = read("TT_NEW_ONE") or "NOT_TT_X"\nDATABASE_URL', encoding="utf-8")
    assert settings_named([source]) == {"TT_NEW_ONE", "DATABASE_URL"}


def test_commands_are_compared_in_both_directions() -> None:
    guide = "### `./run survey draft`\n`./run survey lint` in passing\n### `./run gone FILE`\n"
    assert undocumented_commands(["survey draft", "survey lint"], guide) == [
        "./run survey lint has no heading in the guide.",
        "./run gone has a heading but is no command.",
    ]
