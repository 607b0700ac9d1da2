"""The example programme, imported once; others are generated as a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.factories.gone import wipe


@pytest.fixture(scope="session")
def fernshire_folder(repository: Path) -> Path:
    return repository / "examples" / "fernshire"


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Generates a bundle for a seed, with claims switched off."""
    from examples.generator.__main__ import SEED
    from examples.generator.build import build
    from examples.generator.chance import Plan

    def make(seed: int = SEED, without: tuple[int, ...] = ()) -> Path:
        root = tmp_path_factory.mktemp("made")
        build(root, Plan(seed, frozenset(without)))
        return root

    return make


@pytest.fixture(scope="module")
def fernshire(fernshire_folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A resolver on the example as it is committed; gone again when the module ends, so that no other test meets it."""
    from thinking_together.bundle.commands import import_folder
    from thinking_together.core.writes import SYSTEM
    from thinking_together.evidence.resolve import Resolver

    with django_db_blocker.unblock():
        programme = import_folder(fernshire_folder, replace=True, by=SYSTEM)
        yield Resolver(programme)
        wipe(programme)


@pytest.fixture(scope="module")
def another(made_folder: Callable[..., Path], django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """A resolver on the same programme drawn from another seed, one at which its small sectors can be shown too."""
    from thinking_together.bundle.commands import import_folder
    from thinking_together.core.writes import SYSTEM
    from thinking_together.evidence.resolve import Resolver

    folder = made_folder(seed=8)
    told = folder / "programme" / "programme.yaml"
    told.write_text(told.read_text(encoding="utf-8").replace("slug: fernshire", "slug: another"), encoding="utf-8")
    with django_db_blocker.unblock():
        programme = import_folder(folder, by=SYSTEM)
        yield Resolver(programme)
        wipe(programme)
