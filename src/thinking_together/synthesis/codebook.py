"""The codebook as a file other tools read: REFI-QDA Codebook 1.0 (``.qdc``).

Source: REFI-QDA Standard 1.5, Codebook exchange (qdasoftware.org). A code there has a GUID, a name, a description
and its children; it has no short name. Ours is made from the name (``short_name``), or kept beside the codebook
where the name does not give it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree

from thinking_together.core.tabular.columns import CODE
from thinking_together.synthesis.rows import LONGEST_NAME, CodeEntry

NAMESPACE = "urn:QDA-XML:codebook:1.0"
LARGEST = 5 * 1024 * 1024
DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
_Q = f"{{{NAMESPACE}}}"
_ROOT, _CODES, _CODE, _DESCRIPTION = f"{_Q}CodeBook", f"{_Q}Codes", f"{_Q}Code", f"{_Q}Description"
_SETS, _SET = f"{_Q}Sets", f"{_Q}Set"
# Names of figures that every phase with texts has.
RESERVED = frozenset({"themes", "excerpt"})
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


class BadCodebook(ValueError):
    """The file as a whole is no codebook we read; ``line`` is where that shows."""

    def __init__(self, what: str, remedy: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.line = line


@dataclass(frozen=True, slots=True)
class Slip:
    """One code that cannot be used."""

    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """The codes in file order, parents before children, and what is wrong with others."""

    codes: tuple[CodeEntry, ...]
    slips: tuple[Slip, ...]


def stable_guid(programme: str, code: str) -> UUID:
    """The GUID of a code made here: the same for the same programme and code, whoever exports it."""
    return uuid5(uuid5(NAMESPACE_URL, f"thinking-together:{programme}"), code)


def short_name(name: str) -> str:
    """``Parents' response`` gives ``parents_response``; empty where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"['’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:80].strip("_")


def read_codebook(text: str, names: Mapping[UUID, str] | None = None) -> ReadCodebook:
    """The codes of a codebook; ``BadCodebook`` where it is none, or could reach outside itself.

    ``names`` gives the short name of codes (by GUID) whose name does not give it.
    """
    return _Reader(names or {}).read(_parse(text))


def _parse(text: str) -> etree._Element:
    if len(text) > LARGEST:
        raise BadCodebook("the codebook has more than 5 MiB", "Export the codebook alone, without sources.")
    if "<!DOCTYPE" in text:
        raise BadCodebook("the XML has a DOCTYPE, which a codebook never needs", "Export the codebook again.")
    # The text is decoded already; a declared encoding would garble it, or hide a DOCTYPE from the look above.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        remedy = "Export the codebook again from the tool it comes from."
        raise BadCodebook(f"the XML cannot be read: {error.msg}", remedy, error.lineno or None) from None
    if root.tag != _ROOT:
        remedy = f"Export it as a REFI-QDA codebook (.qdc, namespace {NAMESPACE})."
        raise BadCodebook(f"the file begins with '{str(root.tag)[:80]}', not with CodeBook", remedy, 1)
    return root


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline
    return line or 1


class _Reader:
    def __init__(self, names: Mapping[UUID, str]) -> None:
        self.names = names
        self.codes: list[CodeEntry] = []
        self.slips: list[Slip] = []
        self.guids: dict[UUID, int] = {}
        self.lines: dict[str, int] = {}

    def read(self, root: etree._Element) -> ReadCodebook:
        for element in root.iterfind(f"{_SETS}/{_SET}"):
            self.slip(element, "sets of codes are not kept", "Take the sets out, or make a parent code of each.")
        for element in root.iterfind(f"{_CODES}/{_CODE}"):
            self.code(element, None)
        if not self.lines and not self.slips:
            self.slip(root, "the codebook holds no code", "Add codes, or take the file out.")
        return ReadCodebook(tuple(self.codes), tuple(self.slips))

    def slip(self, element: etree._Element, what: str, remedy: str) -> None:
        self.slips.append(Slip(_line(element), what, remedy))

    def code(self, element: etree._Element, parent: str | None) -> None:
        name = " ".join((element.get("name") or "").split())
        guid = self.guid(element)
        code = self.names.get(guid, short_name(name)) if guid else short_name(name)
        before = len(self.slips)
        self.check(element, name, code)
        color = element.get("color") or ""
        if color and not _COLOR.match(color):
            self.slip(element, f"the colour '{color[:20]}' is not like #A1B2C3", "Correct it or leave it out.")
        if len(self.slips) == before and guid:
            definition = element.findtext(_DESCRIPTION) or ""
            codable = element.get("isCodable") not in ("false", "0")
            self.codes.append(CodeEntry(code, name, definition, parent, guid, color, codable))
        for child in element.iterfind(_CODE):
            self.code(child, code)

    def guid(self, element: etree._Element) -> UUID | None:
        text = element.get("guid") or ""
        try:
            guid = UUID(text)
        except ValueError:
            self.slip(element, f"the GUID '{text[:40]}' cannot be read", "Export the codebook again.")
            return None
        if guid in self.guids:
            self.slip(element, f"the GUID stands already on line {self.guids[guid]}", "Give each code its own.")
            return None
        self.guids[guid] = _line(element)
        return guid

    def check(self, element: etree._Element, name: str, code: str) -> None:
        if not name or len(name) > LONGEST_NAME:
            self.slip(element, "the code's name is empty or too long", f"Give it 1 to {LONGEST_NAME} characters.")
        elif not CODE.match(code):
            self.slip(element, f"'{name[:60]}' gives no short name", "Name one in synthesis/code_names.csv.")
        elif code in RESERVED:
            self.slip(element, f"the short name '{code}' is kept for a figure", "Name the code otherwise.")
        elif code in self.lines:
            what = f"the short name '{code}' belongs already to the code on line {self.lines[code]}"
            self.slip(element, what, "Rename one, or name another in synthesis/code_names.csv.")
        self.lines.setdefault(code, _line(element))


def print_codebook(codes: Iterable[CodeEntry]) -> bytes:
    """The codebook as QDC; the same codes give the same bytes. Every code needs its GUID."""
    prefixes: Any = {None: NAMESPACE}  # the stubs know no default namespace
    root = etree.Element(_ROOT, nsmap=prefixes)
    root.set("origin", "Thinking Together")
    places: dict[str | None, etree._Element] = {None: etree.SubElement(root, _CODES)}
    for entry in tree_order(codes):
        element = places[entry.code] = etree.SubElement(places[entry.parent], _CODE)
        element.set("guid", str(entry.guid))
        element.set("name", entry.name)
        element.set("isCodable", "true" if entry.codable else "false")
        if entry.color:
            element.set("color", entry.color)
        if entry.definition:
            etree.SubElement(element, _DESCRIPTION).text = entry.definition
    return DECLARATION + etree.tostring(root, encoding="utf-8", xml_declaration=False, pretty_print=True)


def tree_order(codes: Iterable[CodeEntry]) -> list[CodeEntry]:
    """Parents before their children, siblings in the order given: the order in which a codebook is read."""
    below: dict[str | None, list[CodeEntry]] = {}
    for entry in codes:
        below.setdefault(entry.parent, []).append(entry)
    ordered: list[CodeEntry] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        entry = waiting.pop()
        ordered.append(entry)
        waiting.extend(reversed(below.get(entry.code, [])))
    return ordered
