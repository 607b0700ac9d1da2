"""The release as somebody else installs it: the wheel alone, in another environment, in an empty folder."""

from __future__ import annotations

import os
import shutil
import site
import socket
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from tests.factories import verapdf

from thinking_together.cli.make_release import _uv, write_checksums

STYLE = "static/thinking_together/application.css"


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and an empty folder to work in; no npm, no compiler, no checkout.

    What was compiled of the packages that are borrowed is borrowed too: a process of its own would do that for half of
    its time.
    """

    environment: Path
    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        own = {"PATH": str(self.environment / "bin"), "HOME": str(self.folder), "TT_MODE": "development"}
        return own | ({"PYTHONPYCACHEPREFIX": sys.pycache_prefix} if sys.pycache_prefix else {})

    def command(self, *arguments: str) -> list[str]:
        return [str(self.environment / "bin/thinking-together"), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """Built as ``uv build`` does: a source archive, and the wheel from what that archive holds."""
    out = tmp_path_factory.mktemp("dist")
    _build(repository, "sdist", out)
    (archive,) = out.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(out / "source", filter="data")
    (source,) = (out / "source").iterdir()
    _build(source, "wheel", out)
    (built,) = out.glob("*.whl")
    return built


def _build(root: Path, target: str, out: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(out)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Installed]:
    """What the wheel needs is borrowed from the environment that tests it; the product itself is not."""
    place = tmp_path_factory.mktemp("installed")
    environment = place / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / "bin/python"
    install = [_uv(repository), "pip", "install", "--quiet", "--no-deps", "--offline", "--python", str(python)]
    subprocess.run([*install, str(wheel)], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    (place / "empty").mkdir()
    yield Installed(environment, place / "empty")
    if sys.pycache_prefix:
        shutil.rmtree(Path(sys.pycache_prefix) / place.relative_to("/"), ignore_errors=True)


@pytest.fixture(scope="module")
def report(installed: Installed) -> Path:
    """What the demonstration writes: the example's report, as people would publish it."""
    done = installed.run("demo", "--once")
    assert done.returncode == 0, done.stderr
    return installed.folder / "build/report"


def test_the_wheel_holds_compiled_pages_and_the_example_and_nothing_of_the_makers(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert f"thinking_together/{STYLE}" in names
    assert "thinking_together/example/fernshire/datapackage.json" in names
    assert not [name for name in names if name.startswith(("tests/", "examples/", "thinking_together/var"))]


def test_without_compiled_pages_nothing_is_built(repository: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    left_out = shutil.ignore_patterns("static", ".*", "node_modules", "dist", "build", "var", "tests")
    shutil.copytree(repository, source, ignore=left_out)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "application.css" in done.stderr and "./run build" in done.stderr
    assert not list(tmp_path.glob("dist/*"))


def test_the_demonstration_runs_from_the_wheel(installed: Installed, report: Path) -> None:
    where = installed.environment / "bin/python"
    imported = subprocess.run(
        [str(where), "-c", "import thinking_together; print(thinking_together.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(imported.stdout.strip()).is_relative_to(installed.environment)
    assert shutil.which("npm", path=installed.variables["PATH"]) is None
    assert (report / "short-report.pdf").read_bytes().startswith(b"%PDF")
    assert {path.name for path in installed.folder.iterdir()} == {"build", "var"}
    shutil.copytree(installed.folder / "var/demo", installed.folder / "var", dirs_exist_ok=True)


def test_every_pdf_of_the_example_is_pdf_ua_and_short(report: Path) -> None:
    pdfs = sorted(report.glob("**/*.pdf"))
    assert len(PdfReader(report / "executive-summary.pdf").pages) == 1
    assert len(PdfReader(report / "short-report.pdf").pages) < 30
    assert verapdf.failures({pdf.name: pdf.read_bytes() for pdf in pdfs}) == {pdf.name: [] for pdf in pdfs}


@pytest.fixture
def address(installed: Installed) -> Iterator[str]:
    """The installed site; its database is the one that the demonstration made, not one more."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    serving = subprocess.Popen(
        installed.command("serve", "--port", port),
        cwd=installed.folder,
        env=installed.variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.terminate()
        serving.wait()


def test_the_site_is_served_with_its_style(address: str) -> None:
    assert "<h1" in _read(f"{address}/")
    assert ".govuk-" in _read(f"{address}/{STYLE}")


def _read(page: str) -> str:
    """Waits as long as a busy machine takes to start."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(page, timeout=30) as answer:
                content: bytes = answer.read()
                return content.decode()
        except ConnectionRefusedError:
            time.sleep(0.1)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError(f"{page} was never served")


def test_a_backup_of_the_installed_site_is_taken_and_found_whole(installed: Installed) -> None:
    """Whether it goes back is asked elsewhere; here, that an installation that holds something is left alone."""
    taken = installed.run("backup", "b.ttb")
    assert taken.returncode == 0, taken.stderr
    refused = installed.run("restore", "b.ttb")
    assert (refused.returncode, "--yes" in refused.stderr) == (2, True), refused.stderr


def test_what_needs_the_source_says_so(installed: Installed) -> None:
    done = installed.run("build")
    assert done.returncode == 2
    assert "needs the source" in done.stderr


def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    for name in ("a.whl", "b.tar.gz", "sbom.cdx.json", "other.txt"):
        (tmp_path / name).write_text(name)
    write_checksums(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, env=os.environ, check=False, capture_output=True
    )
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == ["a.whl: OK", "b.tar.gz: OK", "sbom.cdx.json: OK"]
