"""The files of a report: complete, readable by everybody, the same bytes, and nothing hidden in them."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import posixpath
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import docx
import lxml.etree
import lxml.html
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from tests.factories.elsewhere import run_elsewhere
from tests.factories.reasons import reason
from tests.factories.reports import PLANTED_RATE

from thinking_together.report.docx_table import TEXT_WIDTH
from thinking_together.report.domain.document import Shown

from .conftest import Written

ELSEWHERE = """
import locale, sys
from datetime import datetime
from pathlib import Path
from thinking_together.cli.scratch import scratch_database
print(datetime(2023, 6, 1).astimezone().strftime("%z"), locale.getpreferredencoding(False))
with scratch_database():
    from tests.factories.reports import small_figures, small_programme
    from thinking_together.report.commands import write_report
    with small_figures():
        write_report(small_programme(), Path(sys.argv[1]), cache=Path(sys.argv[1]).parent / "pictures")
"""
# The report itself is written once, by a fixture.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("a report's bytes are shown to be the same on both in test_example_on_both_databases.py"),
]


@pytest.fixture(scope="module")
def page(written: Written) -> Any:
    return lxml.html.fromstring(written.paths.html.read_bytes().decode())


@pytest.fixture(scope="module")
def pdf(written: Written) -> PdfReader:
    return PdfReader(written.paths.pdf)


@pytest.fixture(scope="module")
def pdf_text(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture(scope="module")
def word(written: Written) -> Any:
    return docx.Document(str(written.paths.docx))


def plain(name: str, data: bytes) -> str:
    """Everything a file says, archives and PDF streams opened."""
    if name.endswith((".xlsx", ".docx", ".pptx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(data))
        return str(reader.metadata) + " ".join(page.extract_text() for page in reader.pages)
    return data.decode()


def test_every_file_is_written_and_the_manifest_holds_their_hashes(written: Written) -> None:
    files = written.files()
    manifest = json.loads(files.pop("manifest.json"))
    phases = ("survey", "local_data", "reflection", "literature", "baseline")
    expected = {"short-report.html", "short-report.pdf", "short-report.docx", "evidence.json"}
    expected |= {"executive-summary.pdf", "slides.pptx", "supplement/recommendations.html"}
    pages = ("findings", *phases)
    assert set(files) == expected | {f"supplement/{p}.{e}" for p in pages for e in ("html", "xlsx")}
    assert {f["path"]: f["sha256"] for f in manifest["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    assert manifest["as_of"] == "2023-11-30"
    assert manifest["invented"] is True


def test_the_same_programme_gives_the_same_bytes_elsewhere(written: Written, repository: Path, tmp_path: Path) -> None:
    """In another time zone, locale, order of sets, mask of rights, home, checkout and folder, on SQLite."""
    done = run_elsewhere(ELSEWHERE, tmp_path / "there", repository=repository, room=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["+1300", "ANSI_X3.4-1968"], "the other surroundings are not other"
    there = {p.relative_to(tmp_path / "there").as_posix(): p for p in (tmp_path / "there").rglob("*") if p.is_file()}
    assert set(there) == set(written.files())
    assert [name for name, data in written.files().items() if there[name].read_bytes() != data] == []


def test_nothing_keeps_the_small_report_from_being_published(written: Written) -> None:
    assert written.paths.refusals == ()


def test_invented_stands_in_every_file(written: Written) -> None:
    for name, data in written.files().items():
        assert "INVENTED" in plain(name, data) or '"invented": true' in plain(name, data), name


def test_a_suppressed_figure_is_in_no_file(written: Written) -> None:
    forms = {f"{value:{form}}" for value in PLANTED_RATE for form in (".1f", ",.1f", ".0f", ",.0f")}
    for name, data in written.files().items():
        text = plain(name, data)
        assert not [form for form in forms if re.search(rf"(?<![0-9.,]){re.escape(form)}(?![0-9])", text)], name
    assert "too few to show" in written.paths.html.read_text()


def test_no_file_names_the_machine(written: Written) -> None:
    for name, data in written.files().items():
        assert str(written.first) not in plain(name, data), name
        assert gettempdir() not in plain(name, data), name


def test_the_html_has_one_order_of_headings_and_every_link_leads_somewhere(written: Written, page: Any) -> None:
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for link in page.iter("a"):
        href = link.get("href")
        if href.startswith("#"):
            assert href[1:] in ids, href
        elif not href.startswith(("https://", "tel:", "sms:")):
            name, _, anchor = href.partition("#")
            there = lxml.html.fromstring((written.first / name).read_bytes().decode())
            assert there.get_element_by_id(anchor) is not None


def test_the_annex_of_the_findings_is_a_page_and_a_workbook(written: Written, page: Any) -> None:
    annex = lxml.html.fromstring((written.first / "supplement/findings.html").read_bytes().decode())
    for finding in written.document.findings():
        assert finding.finding is not None
        told = " ".join(annex.get_element_by_id(f"behind-{finding.finding.code}").text_content().split())
        assert reason(finding.finding.code, "coherence") in told
        assert "Nothing was found." in told
    assert reason("f01", "coherence") not in page.text_content()
    book = openpyxl.load_workbook(written.first / "supplement/findings.xlsx")
    assert book.sheetnames == ["Findings", "Phases", "Confidence", "Against"]
    assert all(str(sheet["A1"].value).startswith("INVENTED") for sheet in book)
    assert [r[:3] for r in book["Phases"].iter_rows(min_row=4, values_only=True)][1] == (
        "f01",
        "Training on the job leads",
        "Workforce survey",
    )
    rows = list(book["Findings"].iter_rows(min_row=4, values_only=True))
    assert rows[0] == ("f01", "Training on the job leads", "moderate", "1, 2")


def test_the_trail_of_a_recommendation_is_a_picture_and_a_list(written: Written) -> None:
    trails = lxml.html.fromstring((written.first / "supplement/recommendations.html").read_bytes().decode())
    second = trails.get_element_by_id("r03")
    (picture,) = second.iter("img")
    alt = picture.get("alt")
    assert alt.startswith("INVENTED. Trail of recommendation 2: Make time for supervision.")
    assert "“Training on the job leads”, which stands on Workforce survey: evidence 1, " in alt
    assert "“Schools talk openly”" in alt
    assert "How parents come up" not in alt
    svg = base64.b64decode(picture.get("src").partition(",")[2]).decode()
    told = " ".join(lxml.etree.fromstring(svg.encode()).itertext())
    assert "INVENTED" in told
    assert "Recommendation 2" in told
    assert {a.text for a in second.iter("a")} >= {"Training on the job leads", "Schools talk openly"}


def test_every_link_of_the_annexes_leads_somewhere(written: Written) -> None:
    pages = {name: lxml.html.fromstring(d.decode()) for name, d in written.files().items() if name.endswith(".html")}
    for name, here in pages.items():
        for link in here.iter("a"):
            file, _, anchor = link.get("href").partition("#")
            if file.startswith(("https:", "tel:", "sms:")):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
            assert target in written.files(), (name, link.get("href"))
            if anchor:
                assert pages[target].get_element_by_id(anchor) is not None


def test_the_html_tells_tables_and_pictures_to_everybody(page: Any) -> None:
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title").startswith("INVENTED: ")
    for picture in page.iter("img"):
        assert picture.get("alt").startswith("INVENTED. ")
        assert picture.get("src").startswith("data:image/svg+xml;base64,")
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert all(h.get("scope") in ("col", "row") for h in table.iter("th"))
    assert not list(page.iter("script"))


def test_page_one_says_what_was_found_compared_and_asked(page: Any) -> None:
    board = " ".join(page.get_element_by_id("page-one").text_content().split())
    assert "Outside healthcare the most frequent training is on the job: 64% say so." in board
    assert "10 to 14, 2020/21: 503.6 per 100,000, higher than 233.6 per 100,000 in England." in board
    assert "Smallshire NHS Trust1 March 2024" in board
    assert board.count("Not yet owned") == 2


def test_recommendations_have_numbers_that_findings_use_and_no_codes(page: Any) -> None:
    asked = [" ".join(p.text_content().split()) for p in page.get_element_by_id("recommendations").iter("p")]
    numbers = [words.split(".")[0] for words in asked if words.startswith("Recommendation ")]
    assert numbers == ["Recommendation 1", "Recommendation 2", "Recommendation 3"]
    finding = " ".join(page.get_element_by_id("finding-f01").text_content().split())
    assert "What is asked: recommendation 1, recommendation 2." in finding
    (second,) = [link for link in page.get_element_by_id("finding-f01").iter("a") if link.text == "recommendation 2"]
    target = page.get_element_by_id(second.get("href")[1:])
    assert target.text_content().split()[:2] == ["Recommendation", "2."]


def test_the_order_of_the_report(written: Written) -> None:
    assert [s.id for s in written.document.sections] == [
        "introduction",
        "context",
        "scope",
        "results",
        "positive-practice",
        "limitations",
        "conclusion",
        "recommendations",
        "how-to-read",
    ]
    results = next(s for s in written.document.sections if s.id == "results")
    assert [[f.id for f in theme.sections] for theme in results.sections] == [["finding-f01"], ["finding-f02"]]


def test_five_kinds_of_picture(written: Written, page: Any) -> None:
    kinds = {picture.get("alt").split(":")[0].removeprefix("INVENTED. ") for picture in page.iter("img")}
    assert len(kinds) >= 5, kinds


def test_the_pdf_is_tagged_and_in_english_with_bookmarks(pdf: PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).startswith("INVENTED: ")
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    nested = [
        item.title for group in pdf.outline if isinstance(group, list) for item in group if not isinstance(item, list)
    ]
    assert "Results" in titles + nested
    figures = re.findall(rb"/S\s*/Figure", _objects(pdf))
    assert len(figures) >= 5


def _objects(pdf: PdfReader) -> bytes:
    return b" ".join(
        str(pdf.get_object(n)).replace("'", "").replace(":", "").encode() for n in range(1, len(pdf.xref_objStm) + 1)
    )


def test_page_one_is_one_page_and_every_page_says_invented(pdf: PdfReader) -> None:
    assert "This report on one page" in pdf.pages[0].extract_text()
    assert "Contents" in pdf.pages[1].extract_text()
    assert all("INVENTED" in page.extract_text() for page in pdf.pages)
    assert f"Page 1 of {len(pdf.pages)}" in pdf.pages[0].extract_text()


def test_the_pdf_says_what_the_html_says(written: Written, pdf_text: str) -> None:
    squeezed = re.sub(r"[\s\d,]", "", pdf_text)
    printed = (s for s in written.document.statements() if s.id not in written.document.behind())
    for statement in printed:
        assert re.sub(r"[\s\d,]", "", statement.text.replace("*", "").split("[")[0]) in squeezed, statement.id


def test_the_docx_has_language_header_rows_captions_and_alternative_texts(word: Any) -> None:
    lang = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "en-GB"
    assert word.core_properties.title.startswith("INVENTED: ")
    assert str(word.core_properties.created) == "2023-11-30 00:00:00+00:00"
    assert word.tables
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert caption.startswith("INVENTED: ")
        assert not caption[-1].isdigit()
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        assert all(run.bold for cell in table.rows[0].cells for p in cell.paragraphs for run in p.runs)
        assert sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid) == TEXT_WIDTH
    for section in word.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    pictures = list(word.element.iter(qn("wp:docPr")))
    assert len(pictures) >= 5
    assert all(picture.get("descr", "").startswith("INVENTED. ") for picture in pictures)
    for section in word.sections:
        fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE"]
    assert all("INVENTED" in section.header.paragraphs[0].text for section in word.sections)
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["INVENTED: Thinking together in Smallshire"]
    assert not [p for p in word.paragraphs if p.style.name == "Title"]


def test_evidence_json_holds_every_statement_with_its_values(written: Written) -> None:
    told = json.loads(written.paths.evidence.read_text())
    by_id = {s["id"]: s for s in told["statements"]}
    first = by_id["f01.s1"]
    assert first["section"] == "finding-f01"
    assert first["references"] == ["survey/training?option=on_the_job&sector=-health"]
    shown = first["values"][1]
    assert (shown["format"], shown["shown"], shown["numerator"], shown["denominator"]) == ("percent", "64%", 58.0, 91.0)
    assert (shown["state"], shown["policy"], shown["date"]) == ("shown", "survey", "March 2023")
    assert set(by_id) == {s.id for s in written.document.statements() if s.references}
    assert [r["findings"] for r in told["recommendations"]] == [["f01"], ["f01", "f03"], ["f02"]]
    hidden = [f for r in told["references"] for f in r.get("figures", []) if f["state"] == "suppressed"]
    assert hidden
    assert all(f["value"] is None and f["numerator"] is None for f in hidden)


def test_every_piece_of_evidence_is_numbered_once_and_cited(written: Written) -> None:
    evidence = written.document.evidence
    assert [view.number for view in evidence] == list(range(1, len(evidence) + 1))
    assert len({view.reference for view in evidence}) == len(evidence)
    assert all(view.cited_by for view in evidence)
    for statement in written.document.statements():
        cited = {r for part in statement.parts if isinstance(part, Shown) for r in part.references}
        assert cited == {evidence[n - 1].reference for n in statement.marks}


def test_a_report_written_over_an_earlier_one_leaves_nothing_of_it(
    written: Written, tmp_path: Any, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thinking_together.report import commands

    old = {"supplement/gone.html": b"old", "manifest.json": b""}
    old["manifest.json"] = json.dumps(
        {"format": commands.FORMAT, "files": [{"path": "supplement/gone.html"}, {"path": "../outside.txt"}]}
    ).encode()
    out = tmp_path / "out"
    (tmp_path / "outside.txt").write_text("not ours")
    commands._replace(out, old)
    (out / "notes.txt").write_text("not ours either")
    commands._replace(out, {"short-report.html": b"new"})
    assert not (out / "supplement" / "gone.html").exists()
    assert not (out / "manifest.json").exists()
    assert (tmp_path / "outside.txt").exists()
    assert (out / "notes.txt").exists()
