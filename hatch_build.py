"""What a wheel or a source archive must hold before it is built: pages without their style are no release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = ("application.css", "govuk-frontend.min.js")


class CompiledPages(BuildHookInterface):
    """Refuses to build where ``./run build`` has not compiled the pages' style; an editable install needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        folder = Path(self.root) / "src/thinking_together/static/thinking_together"
        missing = [name for name in COMPILED if not (folder / name).is_file()]
        if missing:
            raise SystemExit(f"{', '.join(missing)} is not compiled: build with ./run build, which does it first.")
