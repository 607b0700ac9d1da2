"""Is a written report what its manifest says, and what its bundle gives when it is computed anew?"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thinking_together.bundle.digest import bundle_digest
from thinking_together.bundle.written import write_from_bundle
from thinking_together.report.commands import FORMAT, MANIFEST

TEXTS = (".html", ".json")
SHOWN = 60  # characters on each side of a difference


class NoReport(Exception):
    """The folder holds no report that could be verified; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as it should be."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def verify(out: Path, bundle: Path | None = None) -> list[Difference]:
    """What differs, file by file: from the manifest, and with ``bundle`` from the report computed anew.

    ``NoReport`` where there is no manifest; errors of a bundle as of ``import_folder``.
    """
    manifest = _manifest(out)
    found = _strange(out)
    if bundle is None:
        return found + _by_manifest(out, manifest)
    if manifest.get("bundle_sha256") != bundle_digest(bundle):
        found.append(Difference(MANIFEST, "the report was written from another bundle, or from another state of it"))
    with tempfile.TemporaryDirectory(prefix="thinking-together-") as folder:
        anew = Path(folder) / "report"
        write_from_bundle(bundle, anew, cache=Path(folder) / "charts")
        return found + _by_files(_files(out), _files(anew))


def _manifest(out: Path) -> dict[str, Any]:
    remedy = "Name the folder that a report was written into, or write it again."
    try:
        told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoReport(f"{out.name} holds no {MANIFEST}. {remedy}") from None
    except (OSError, ValueError) as error:
        raise NoReport(f"{MANIFEST} cannot be read: {error}. {remedy}") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not _well_formed(told.get("files")):
        raise NoReport(f"{MANIFEST} is not the manifest of a report. {remedy}")
    return told


def _well_formed(entries: object) -> bool:
    return isinstance(entries, list) and all(
        isinstance(e, dict) and isinstance(e.get("path"), str) and isinstance(e.get("sha256"), str) for e in entries
    )


def _files(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if _plain(p)}


def _plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _strange(out: Path) -> list[Difference]:
    """Links and what else is neither file nor folder: their content can change while the report's folder does not."""
    what = "it is a link or no plain file; a report holds files only"
    return [
        Difference(p.relative_to(out).as_posix(), what)
        for p in sorted(out.rglob("*"))
        if not _plain(p) and (p.is_symlink() or not p.is_dir())
    ]


def _by_manifest(out: Path, manifest: dict[str, Any]) -> list[Difference]:
    files = _files(out)
    told = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    found = _only_on_one_side(set(files) - {MANIFEST}, set(told))
    for name in sorted(set(files) & set(told)):
        if hashlib.sha256(files[name]).hexdigest() != told[name]:
            found.append(Difference(name, "its content is not what the manifest says"))
    return found


def _by_files(files: dict[str, bytes], anew: dict[str, bytes]) -> list[Difference]:
    found = _only_on_one_side(set(files), set(anew))
    for name in sorted(set(files) & set(anew)):
        if files[name] != anew[name]:
            found.append(Difference(name, _where(name, files[name], anew[name])))
    return found


def _only_on_one_side(here: set[str], expected: set[str]) -> list[Difference]:
    return [
        *(Difference(name, "the file is missing") for name in sorted(expected - here)),
        *(Difference(name, "the file does not belong to the report") for name in sorted(here - expected)),
    ]


def _where(name: str, here: bytes, anew: bytes) -> str:
    """The first place where two files differ, with what stands there when both are text."""
    at = next((i for i, (a, b) in enumerate(zip(here, anew, strict=False)) if a != b), min(len(here), len(anew)))
    if not name.endswith(TEXTS):
        return f"differs from byte {at + 1} on ({len(here)} bytes here, {len(anew)} computed anew)"
    line = here[:at].count(b"\n") + 1
    start = max(here.rfind(b"\n", 0, at) + 1, at - SHOWN)
    return f"line {line} says '{_piece(here, start, at)}', computed anew '{_piece(anew, start, at)}'"


def _piece(content: bytes, start: int, at: int) -> str:
    return content[start : at + SHOWN].decode(errors="replace").split("\n", 1)[0].strip()
