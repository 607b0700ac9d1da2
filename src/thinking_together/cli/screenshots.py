"""``screenshots``: the pictures of pages that README and guides show, made anew from the invented example."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import typer

from thinking_together.cli.checkout import checkout
from thinking_together.cli.demonstration import own_database
from thinking_together.cli.django import database_ready
from thinking_together.cli.serve import Port, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--hide-scrollbars"]
COLOURS = 128  # of pages with few colours: half the size, and nobody sees a difference
READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file, as whom (nobody where empty), of which page, how wide and how high."""

    name: str
    role: str
    path: str
    width: int
    height: int


SHOTS = (
    Shot("dashboard", "lead", "/p/fernshire/", 1100, 1430),
    Shot(
        "evidence",
        "",
        "/reports/fernshire-1/evidence/survey/training_received?option=on_the_job&sector=-health",
        1100,
        1100,
    ),
    Shot("report", "", "/reports/fernshire-1/", 1100, 1100),
    Shot("look-round", "lead", "/demo/", 1100, 1000),
    Shot("phone", "viewer", "/p/fernshire/", 390, 844),
)


def screenshots(port: Port = 8011) -> None:
    """Make the pictures in docs/images with Debian's Chromium."""
    root = checkout()
    _fill(own_database(port) / "charts", root / "examples" / "fernshire")
    folder = root / "docs" / "images"
    with _serving(port) as address:
        for name, picture in _taken(address):
            (folder / f"{name}.png").write_bytes(picture)
            typer.echo(f"docs/images/{name}.png  {len(picture) // 1024} KB")


def _fill(pictures: Path, example: Path) -> None:
    database_ready()
    from thinking_together.bundle.commands import import_folder
    from thinking_together.core.writes import SYSTEM
    from thinking_together.report.commands import freeze_edition
    from thinking_together.report.domain.assemble import assemble
    from thinking_together.site.demo.ahead import plan_ahead
    from thinking_together.site.demo.people import bring_in

    programme = import_folder(example, by=SYSTEM)
    freeze_edition(programme=programme, assembled=assemble(programme, cache=pictures), by=SYSTEM)
    bring_in(programme, by=SYSTEM)
    plan_ahead(programme, by=SYSTEM)


@contextmanager
def _serving(port: int) -> Iterator[str]:
    """The site's address while it is served."""
    address = f"http://127.0.0.1:{port}"
    running = subprocess.Popen(server("127.0.0.1", port), stdout=subprocess.DEVNULL)  # noqa: S603 - our own interpreter
    try:
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        running.terminate()
        running.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urlopen(address):  # noqa: S310 - our own server
                return
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def _taken(address: str) -> Iterator[tuple[str, bytes]]:
    """Every picture. The dashboard's own is asked for by a first visit, and drawn before the pages are taken."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _take(browser, address, SHOTS[0])
        worker = [sys.executable, "-c", "from thinking_together.cli import main; main()", "worker", "--once"]
        subprocess.run(worker, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own interpreter
        for shot in SHOTS:
            yield shot.name, _small(_take(browser, address, shot))
        browser.close()


def _take(browser: Browser, address: str, shot: Shot) -> bytes:
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, locale="en-GB")
    try:
        page = context.new_page()
        if shot.role:
            page.goto(f"{address}/demo/")
            page.get_by_role("button", name=f"Enter as {shot.role.replace('_', ' ')}", exact=True).click()
        answer = page.goto(address + shot.path, wait_until="networkidle")
        if answer is None or not answer.ok:
            typer.echo(f"{shot.path} is not there any more: no picture of it was made.", err=True)
            raise typer.Exit(1)
        return page.screenshot(animations="disabled")
    finally:
        context.close()


def _small(picture: bytes) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    plain = Image.open(io.BytesIO(picture)).convert("RGB")
    plain.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
