"""The pictures of pages in the guides: each is made by the command, shown somewhere, and small."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw

from thinking_together.cli.screenshots import SHOTS, _small

MOST_EACH, MOST = 150 * 1024, 1024 * 1024


def test_every_picture_is_made_by_the_command_and_small(repository: Path) -> None:
    sizes = {path.stem: path.stat().st_size for path in (repository / "docs" / "images").iterdir()}
    assert set(sizes) == {shot.name for shot in SHOTS}
    assert max(sizes.values()) <= MOST_EACH and sum(sizes.values()) <= MOST


def test_every_picture_is_shown_with_words_and_every_one_that_is_shown_is_there(repository: Path) -> None:
    shown: dict[str, str] = {}
    for page in [repository / "README.md", *(repository / "docs").rglob("*.md")]:
        for words, file in re.findall(r"!\[([^\]]*)\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / file).resolve().is_file(), f"{page.name} shows {file}"
            shown[Path(file).stem] = words
    assert set(shown) == {shot.name for shot in SHOTS}
    assert min(len(words) for words in shown.values()) > 40


def test_a_picture_stays_the_same_and_gets_smaller() -> None:
    page = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(page).rectangle((0, 0, 400, 40), fill="#ffdd00")
    plain = io.BytesIO()
    page.save(plain, "PNG", compress_level=0)
    small = _small(plain.getvalue())
    assert len(small) < len(plain.getvalue()) / 10 and small == _small(plain.getvalue())
    again = Image.open(io.BytesIO(small)).convert("RGB")
    assert [again.getpixel(at) for at in ((10, 10), (10, 200))] == [(255, 221, 0), (255, 255, 255)]
