"""The trail, walked both ways by its links alone: statement to table and table to every statement."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from django.test import Client

from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.report.commands import freeze_edition
from thinking_together.report.domain.document import Document, EvidenceView, ResolvedStatement
from thinking_together.report.domain.editions import document_of

Place = tuple[str, str]  # page, anchor
Pages = dict[str, Any]
SAME_BYTES = pytest.mark.one_engine(
    "a report's bytes are shown to be the same on both in test_example_on_both_databases.py"
)


def cited(document: Document) -> Iterator[tuple[ResolvedStatement, EvidenceView]]:
    by_number = {view.number: view for view in document.evidence}
    for statement in document.statements():
        for mark in statement.marks:
            yield statement, by_number[mark]


def links_of(element: Any, page: str) -> set[Place]:
    """Where the links of an element lead, as pages and anchors."""
    found = set()
    for link in element.iter("a"):
        parts = urlsplit(link.get("href", ""))
        if parts.scheme:
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path)) if parts.path else page
        found.add((path, parts.fragment))
    return found


def around(pages: Pages, place: Place) -> Any:
    """The section, list item, paragraph or row in which an anchor stands."""
    element = pages[place[0]].get_element_by_id(place[1])
    while element.tag not in ("section", "li", "p", "figure", "td", "table"):
        element = element.getparent()
    return element


@pytest.fixture
def files(written: Any) -> Pages:
    return {n: lxml.html.fromstring(d.decode()) for n, d in written.files().items() if n.endswith(".html")}


def home(pages: Pages, anchor: str) -> Place:
    """The one page of the report or its annex on which a statement stands."""
    pages_with = [
        name
        for name in ("short-report.html", "supplement/findings.html")
        if pages[name].get_element_by_id(anchor, None) is not None
    ]
    assert len(pages_with) == 1, anchor
    return pages_with[0], anchor


@SAME_BYTES
def test_in_the_files_every_statement_leads_to_its_table_and_back(written: Any, files: Pages) -> None:
    walked = 0
    for statement, view in cited(written.document):
        here = home(files, statement.id)
        evidence = ("short-report.html", f"e{view.number}")
        table = (f"supplement/{view.phase}.html", f"e{view.number}")
        assert evidence in links_of(around(files, here), here[0]), statement.id
        assert {here, table} <= links_of(around(files, evidence), evidence[0]), (statement.id, view.reference)
        assert {here, evidence} <= links_of(around(files, table), table[0]), (statement.id, view.reference)
        walked += 1
    assert walked >= 20
    assert any(".why." in statement.id for statement, _ in cited(written.document))


@SAME_BYTES
def test_in_the_files_every_cited_table_names_everything_that_stands_on_it(written: Any, files: Pages) -> None:
    standing: dict[int, set[str]] = defaultdict(set)
    for statement, view in cited(written.document):
        standing[view.number].add(statement.id)
    for view in written.document.evidence:
        assert standing[view.number] <= set(view.cited_by)
        table = (f"supplement/{view.phase}.html", f"e{view.number}")
        back = {anchor for _, anchor in links_of(around(files, table), table[0])}
        assert set(view.cited_by) <= back, view.reference
        assert all(any(p.get_element_by_id(by, None) is not None for p in files.values()) for by in view.cited_by)


def site_links(text: str, page: str) -> set[tuple[str, str]]:
    """Addresses with their query, and anchors."""
    found = set()
    for link in lxml.html.fromstring(text).iter("a"):
        parts = urlsplit(link.get("href", ""))
        query = f"?{parts.query}" if parts.query else ""
        found.add((unquote(parts.path or page) + unquote(query), parts.fragment))
    return found


def test_on_the_site_every_statement_leads_to_its_table_and_back(small: Programme, client: Client) -> None:
    edition = freeze_edition(programme=small, by=SYSTEM)
    document = document_of(edition)
    report = f"/reports/{edition.slug}/"
    behind = {anchor: f"{report}findings/{code}" for anchor, code in document.behind().items()}
    texts: dict[str, str] = {}

    def page(address: str) -> str:
        if address not in texts:
            texts[address] = client.get(address).content.decode()
        return texts[address]

    for statement, view in cited(document):
        here = behind.get(statement.id, report)
        there = f"{report}evidence/{view.reference}"
        assert f'id="{statement.id}"' in page(here)
        assert (unquote(there), "") in site_links(page(here), here), (statement.id, view.reference)
        assert (here, statement.id) in site_links(page(there), there), (statement.id, view.reference)
        assert view.table is None or "<table" in page(there)


def test_every_recommendation_leads_to_the_tables_of_its_findings_and_each_of_them_back(
    small: Programme, client: Client
) -> None:
    edition = freeze_edition(programme=small, by=SYSTEM)
    document = document_of(edition)
    report = f"/reports/{edition.slug}/"
    for asked in document.recommendations():
        trail = f"{report}recommendations/{asked.code}"
        down = site_links(client.get(trail).content.decode(), trail)
        ids = {s.id for section in document.findings() if section.finding and section.finding.code in asked.findings
               for s, _ in cited(document) if s.id.startswith(f"{section.finding.code}.")}  # fmt: skip
        stands_on = {view.reference for statement, view in cited(document) if statement.id in ids}
        assert {(unquote(f"{report}evidence/{ref}"), "") for ref in stands_on} <= down
        for reference in stands_on:
            there = f"{report}evidence/{reference}"
            assert (trail, "") in site_links(client.get(there).content.decode(), there), reference
