from __future__ import annotations

from pathlib import Path

from thinking_together.cli.pins import problems, unpinned

LOCK = 'django==5.2.1 \\\n    --hash=sha256:00\nTyping_Extensions==4.1 ; python_version < "3.12" \\\n'


def test_what_is_pinned_at_an_allowed_version_is_fine() -> None:
    assert problems(["Django>=5.2,<5.3", "typing-extensions"], LOCK) == []


def test_a_version_that_is_not_allowed_is_named() -> None:
    assert problems(["django>=6"], LOCK) == ["django>=6 is wanted, 5.2.1 is pinned. Make requirements.lock again."]


def test_a_dependency_without_a_pin_is_named() -> None:
    assert problems(["jinja2>=3"], LOCK) == ["jinja2>=3 is wanted, nothing is pinned. Make requirements.lock again."]


def test_our_own_lock_is_in_step_and_names_no_index(repository: Path) -> None:
    assert unpinned(repository) == []
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert "index-url" not in lock
    assert "http" not in lock
