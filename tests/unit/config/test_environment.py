from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from thinking_together.config import environment


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_a_switch_is_on(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TT_X", value)
    assert environment.switch("TT_X") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off", ""])
def test_a_switch_is_off(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TT_X", value)
    assert environment.switch("TT_X", default=True) is False


def test_a_switch_that_is_not_set_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TT_X", raising=False)
    assert environment.switch("TT_X", default=True) is True


def test_a_misspelt_switch_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TT_X", "flase")
    with pytest.raises(ImproperlyConfigured, match="TT_X is 'flase': set it to 1"):
        environment.switch("TT_X")


def test_names_are_parted_by_commas_and_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TT_X", " a.org, ,b.org ")
    assert environment.names("TT_X") == ["a.org", "b.org"]
    monkeypatch.setenv("TT_X", "")
    assert environment.names("TT_X", "c.org") == ["c.org"]


def test_a_folder_starts_at_the_working_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TT_X", "kept/here")
    assert environment.folder("TT_X", "var") == tmp_path.resolve() / "kept" / "here"
    monkeypatch.delenv("TT_X")
    assert environment.folder("TT_X", "var") == tmp_path.resolve() / "var"
