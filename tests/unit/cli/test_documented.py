from __future__ import annotations

from pathlib import Path

from thinking_together.cli.documented import (
    defaults_out_of_step,
    defaults_read,
    settings_named,
    undocumented_commands,
    undocumented_settings,
)

GUIDE = "| variable | what |\n|---|---|\n| `TT_ONE` | as TT_TWO, but |\n"


def test_a_setting_without_a_row_is_named_even_when_another_row_mentions_it() -> None:
    assert undocumented_settings({"TT_ONE", "TT_TWO"}, GUIDE) == ["TT_TWO is read but has no row in the guide."]


def test_a_row_for_no_setting_is_named() -> None:
    assert undocumented_settings(set(), GUIDE) == ["TT_ONE has a row but nothing reads it."]


def test_names_are_found_in_sources(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text('x = read("TT_NEW_ONE") or "NOT_TT_X"\nDATABASE_URL', encoding="utf-8")
    assert settings_named([source]) == {"TT_NEW_ONE", "DATABASE_URL"}


def test_defaults_are_found_where_they_are_read(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text(
        'environment.number("TT_A", 20, least=1)\nenvironment.switch("TT_B")\nenvironment.text("TT_C", "x")\n'
        'environment.text("TT_D")\nenvironment.switch("TT_E", PRODUCTION)\nother.text("not a setting", "x")\n',
        encoding="utf-8",
    )
    assert defaults_read([source]) == {"TT_A": "20", "TT_B": "0", "TT_C": "x", "TT_D": ""}


def test_a_default_that_differs_from_its_row_is_named() -> None:
    guide = "| `TT_A` | `20` | a |\n| `TT_B` | `1` | b |\n| `TT_C` | a new one | c |\n| `TT_D` | | d |\n"
    defaults = {"TT_A": "20", "TT_B": "0", "TT_C": "", "TT_D": "x"}
    assert defaults_out_of_step(defaults, guide) == [
        "TT_B is 0 by default, and its row says 1.",
        "TT_D is x by default, and its row says nothing.",
    ]


def test_commands_are_compared_in_both_directions() -> None:
    guide = "### `./run survey draft`\n`./run survey lint` in passing\n### `./run gone FILE`\n"
    assert undocumented_commands(["survey draft", "survey lint"], guide) == [
        "./run survey lint has no heading in the guide.",
        "./run gone has a heading but is no command.",
    ]
