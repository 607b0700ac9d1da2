"""What a backup says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from thinking_together.core.backup.problems import BackupRefused

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table. ``sha256`` is of the file in the archive, ``digest`` of its rows, whatever their order."""

    model: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    digest: str

    @property
    def member(self) -> str:
        return f"tables/{self.model}.jsonl"


@dataclass(frozen=True, slots=True)
class FilePart:
    """One kept file; ``path`` is below the folder of kept files."""

    path: str
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"files/{self.path}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``migrations`` name the schema: ``app.name``, sorted."""

    format: int
    product: str
    taken_at: datetime
    engine: str
    migrations: tuple[str, ...]
    tables: tuple[TablePart, ...]
    files: tuple[FilePart, ...]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def to_json(self) -> bytes:
        told = asdict(self) | {"taken_at": self.taken_at.isoformat()}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()


def parse_manifest(content: bytes) -> Manifest:
    """The manifest, or a refusal where another version of the format wrote it."""
    try:
        told: dict[str, Any] = json.loads(content)
        if told["format"] > FORMAT:
            raise BackupRefused(
                f"This backup was written by a newer version ({told['product']}). Install that version, then restore."
            )
        return Manifest(
            told["format"],
            told["product"],
            datetime.fromisoformat(told["taken_at"]),
            told["engine"],
            tuple(told["migrations"]),
            tuple(TablePart(**{**table, "columns": tuple(table["columns"])}) for table in told["tables"]),
            tuple(FilePart(**file) for file in told["files"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"The backup's manifest cannot be read ({error}). Use another copy.") from error
