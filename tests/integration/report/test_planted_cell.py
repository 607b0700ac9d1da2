"""One small cell is planted in a survey, and looked for in every file and on every page that can be reached.

Of 227 people in education 3 named Mental Health First Aid. Every other number of the survey is unlike it. With the gate
opened the same search finds it in every kind of output, so it would see it.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from tests.factories.bundles import SECTORS, small_bundle
from tests.factories.everything_said import PNG, said
from tests.factories.people import member, visit
from tests.factories.reports import _synthesis
from tests.factories.surveys import QUESTIONNAIRE, many, responses_csv

from thinking_together.analysis.disclosure import OPEN, POLICIES
from thinking_together.analysis.intervals import wilson
from thinking_together.bundle.commands import import_folder
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.commands import freeze_edition, write_report
from thinking_together.synthesis.models import Finding

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("what passes the gate is shown to be the same on both in test_example_on_both_databases.py"),
]
FEW, GROUP = 3, 227
CELL = "survey/training?option=mhfa&sector=education"
ROWS = [
    *many(0, 97, training="on_the_job|mhfa"),
    *many(97, 114, training="on_the_job"),
    *many(211, FEW, sector="education", training="mhfa|specific"),
    *many(214, 150, sector="education", training="on_the_job"),
    *many(364, 74, sector="education", training="specific"),
    *many(438, 113, sector="police", training="mhfa"),
    *many(551, 126, sector="police", training="specific"),
]
BODY = f"""Of people in education {{{{ {CELL} | n_of_total }}}} named it, which is {{{{ {CELL} | percent }}}}
({{{{ {CELL} | interval }}}}).

::: picture survey/training?option=*&sector=* | bars
Training that people say they have had, by sector.
:::

::: picture survey/knowledge.coping?option=*&sector=* | stacked
What people think about coping, by sector.
:::

- Nobody counts what {{{{ survey/training?option=mhfa&sector=-health | n_of_total }}}} would be without others.
- Together with a course: {{{{ survey/training?option=mhfa&sector=education&with=specific | percent }}}}.
"""


def forms() -> list[re.Pattern[str]]:
    """How the planted count, its share, its limits and its complement could be written."""
    share, low, high = (float(n) for n in wilson(FEW, GROUP))
    numbers = [f"{n:.5f}"[:-1] for n in (share, low, high)]
    percents = [f"{100 * share:.1f}%", f"{100 * share:.2f}%", f"{low:.0%} to {high:.0%}"]
    counts = [f"{FEW} of {GROUP}", f"{GROUP - FEW} of {GROUP}", f"{FEW}/{GROUP}", f"{FEW} out of {GROUP}"]
    begun = [re.compile(rf"(?<![\d.,]){re.escape(form)}") for form in numbers]
    whole = [re.compile(rf"(?<![\d.,]){re.escape(form)}(?!\d)") for form in (*percents, *counts)]
    alone = re.compile(rf"^{GROUP - FEW}(?:\.0)?$", re.MULTILINE)
    return [*begun, *whole, alone, re.compile(rf'"numerator": ?{FEW}(?:\.0)?\b')]


def found_in(name: str, data: bytes) -> list[str]:
    text = said(name, data)
    return [form.pattern for form in forms() if form.search(text)]


@pytest.fixture
def planted(tmp_path: Path) -> Programme:
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": responses_csv(ROWS)}
    sectors = SECTORS.replace("police,Police,", "police,Police,600")
    folder = small_bundle(tmp_path / "bundle", **files, **{"programme/sectors.csv": sectors})
    programme = import_folder(folder, by=SYSTEM)
    partner = programme.partners.first()
    assert partner is not None
    _synthesis(programme, partner)
    Finding.objects.filter(programme=programme).update(body=BODY)
    return programme


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POLICIES, "survey", replace(OPEN, name="survey"))


def outputs(programme: Programme, out: Path) -> dict[str, bytes]:
    write_report(programme, out, cache=out.parent / "cache")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def reached(client: Client, *starts: str) -> Iterator[tuple[str, bytes]]:
    """Every page and file of the site that leads on from these, by what stands there."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        data = b"".join(response.streaming_content) if response.streaming else response.content
        if response.status_code >= 400 or response.status_code in (301, 302):
            onward = [response.headers.get("Location", "")]
        else:
            yield address, data
            onward = re.findall(r"""(?:href|src)=["']([^"'#]+)""", data.decode("utf-8", "replace"))
        for link in map(html.unescape, onward):
            if link.startswith("/") and not link.startswith(("//", "/static/", "/sign-in/out")) and link not in seen:
                seen.add(link)
                waiting.append(link)


def places(client: Client, programme: Programme) -> dict[str, bytes]:
    edition = freeze_edition(programme=programme, by=SYSTEM)
    starts = ("/", "/reports/", f"/reports/{edition.slug}/", f"/p/{programme.slug}/")
    direct = (f"/reports/{edition.slug}/evidence/{CELL}", f"/p/{programme.slug}/evidence/{CELL}")
    return dict(reached(client, *starts, *direct))


def test_it_is_in_no_file(planted: Programme, tmp_path: Path) -> None:
    files = outputs(planted, tmp_path / "out")
    kinds = {Path(name).suffix for name in files}
    assert kinds >= {".html", ".pdf", ".docx", ".pptx", ".xlsx", ".json"}
    assert {name: found for name, data in files.items() if (found := found_in(name, data))} == {}
    assert "too few to show" in files["short-report.html"].decode()


def test_it_is_on_no_page_that_anybody_or_a_lead_can_reach(planted: Programme) -> None:
    lead = visit(member(planted, Role.LEAD).person, second_factor=True)
    for client in (Client(), lead):
        pages = places(client, planted)
        assert any("/evidence/" in address for address in pages)
        assert any(address.endswith(".svg") for address in pages)
        assert {address: found for address, data in pages.items() if (found := found_in(address, data))} == {}


def test_with_the_gate_opened_it_is_in_every_kind_of_file(planted: Programme, tmp_path: Path, opened: None) -> None:
    files = outputs(planted, tmp_path / "out")
    told = {name for name, data in files.items() if found_in(name, data)}
    assert {Path(name).suffix for name in told} >= {".html", ".pdf", ".docx", ".pptx", ".xlsx", ".json"}


def test_with_the_gate_opened_it_is_on_the_pages_and_in_the_pictures(planted: Programme, opened: None) -> None:
    told = {address for address, data in places(Client(), planted).items() if found_in(address, data)}
    assert any("/evidence/" in address for address in told)
    assert any(address.endswith(".svg") for address in told)


@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"Comment\0of them 3 of 227"),
        (b"zTXt", b"Comment\0\0" + zlib.compress(b"of them 3 of 227")),
        (b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(b"of them 3 of 227")),
    ],
)
def test_what_a_picture_says_beside_its_dots_is_read(chunk: tuple[bytes, bytes]) -> None:
    kind, body = chunk
    picture = PNG + len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
    assert found_in("picture.png", picture)
