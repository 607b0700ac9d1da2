"""Fixtures of every kind of test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    """Processes that tests start have the product's own settings, in the mode that tests/settings.py chose."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "thinking_together.config.settings"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files that lie beside a checkout; absent elsewhere, and then the test is left out."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data is not here")
    return folder
