from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation's folder (``TT_VAR``) is each test's own."""
    settings.VAR = tmp_path_factory.mktemp("var")
    return settings.VAR
