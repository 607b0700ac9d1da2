"""``build``: a release that can be installed: wheel, source archive, what it is made of, and checksums."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import typer

from thinking_together.cli.checkout import checkout

SBOM = "sbom.cdx.json"
CHECKSUMS = "SHA256SUMS"


def build() -> None:
    """Write a wheel and a source archive to dist/, with a list of their parts and checksums."""
    root = checkout()
    dist = root / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    done = subprocess.run([_uv(root), "build", "--quiet", "--out-dir", str(dist), str(root)], check=False)  # noqa: S603
    if done.returncode:
        typer.echo("The release was not built; the lines above say why.", err=True)
        raise typer.Exit(2)
    try:
        from thinking_together.cli.sbom import write_sbom
    except ImportError as error:
        typer.echo(f"{error.name} is missing: build in a checkout with ./run build.", err=True)
        raise typer.Exit(2) from None
    write_sbom(root, dist / SBOM)
    for path in write_checksums(dist):
        typer.echo(str(path))


def _uv(root: Path) -> str:
    found = shutil.which("uv") or str(root / ".tools/uv/bin/uv")
    if not Path(found).is_file():
        typer.echo("uv is missing: build in a checkout with ./run build, which fetches it.", err=True)
        raise typer.Exit(2)
    return found


def write_checksums(dist: Path) -> list[Path]:
    """In the form that ``sha256sum --check`` reads; returns every file of the release."""
    files = sorted(path for path in dist.iterdir() if path.suffix in {".whl", ".gz", ".json"})
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (dist / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    return [*files, dist / CHECKSUMS]
