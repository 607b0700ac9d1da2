"""Codebooks in the REFI-QDA format: in, out, and what is refused."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.core.tabular.columns import CODE
from thinking_together.synthesis.codebook import (
    BadCodebook,
    print_codebook,
    read_codebook,
    short_name,
    stable_guid,
    tree_order,
)
from thinking_together.synthesis.rows import CodeEntry

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
A, B = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
# As other tools write it: GUIDs in capitals or braces, sets, an origin, a schema location.
FOREIGN = f"""{HEAD}<CodeBook origin="Some tool 14" xmlns="urn:QDA-XML:codebook:1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:QDA-XML:codebook:1.0 Codebook.xsd">
  <Codes>
    <!-- made by hand -->
    <Code guid="{A.upper()}" name="Parents&apos;  response" isCodable="true" color="#ff0000">
      <Description>What parents do &amp; say.<!-- to check --> More.</Description>
      <Code guid="{{{B}}}" name="Être entendu" isCodable="0"/>
    </Code>
  </Codes>
  <Sets/>
</CodeBook>
"""


def book(inside: str) -> str:
    return f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{inside}</Codes></CodeBook>'


def code(name: str = "One", guid: str = A, more: str = "") -> str:
    return f'<Code guid="{guid}" name="{name}" isCodable="true" {more}/>'


def test_a_codebook_of_another_tool_is_read() -> None:
    read = read_codebook(FOREIGN)
    assert read.slips == ()
    assert read.codes == (
        CodeEntry(
            "parents_response", "Parents' response", "What parents do & say. More.", None, UUID(A), "#ff0000", True
        ),
        CodeEntry("etre_entendu", "Être entendu", "", "parents_response", UUID(B), "", False),
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Parental response", "parental_response"),
        ("Parents’ response", "parents_response"),
        ("  MHFA (adult) – 2 days ", "mhfa_adult_2_days"),
        ("parental_response", "parental_response"),
        ("支持", ""),
        ("x" * 90, "x" * 80),
    ],
)
def test_a_short_name_is_made_from_the_name(name: str, short: str) -> None:
    assert short_name(name) == short


@given(st.text(max_size=120))
def test_a_short_name_is_a_code_or_empty_and_its_own_short_name(name: str) -> None:
    short = short_name(name)
    assert short == "" or CODE.match(short)
    assert short_name(short) == short


def test_a_kept_short_name_goes_before_the_one_the_name_gives() -> None:
    read = read_codebook(book(code("支持")), {UUID(A): "support"})
    assert [(c.code, c.name) for c in read.codes] == [("support", "支持")]
    nested = book(f'<Code guid="{A}" name="One" isCodable="true">{code("Two", B)}</Code>')
    assert [c.parent for c in read_codebook(nested, {UUID(A): "first"}).codes] == [None, "first"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "cannot be read"),
        ("not XML", "cannot be read"),
        (FOREIGN[:400], "cannot be read"),
        ('<Project xmlns="urn:QDA-XML:project:1.0"/>', "not with CodeBook"),
        ("<CodeBook><Codes/></CodeBook>", "not with CodeBook"),
        (f'{HEAD}<!DOCTYPE CodeBook [<!ENTITY e SYSTEM "file:///etc/hostname">]>{book(code("&e;"))}', "DOCTYPE"),
        (f'{HEAD}<!DOCTYPE CodeBook SYSTEM "http://example.org/x.dtd">{book(code())}', "DOCTYPE"),
        (f"{book(code('&nothing;'))}", "cannot be read"),
        (book("<Code>" * 300 + "</Code>" * 300), "cannot be read"),
        (book("x" * (5 * 1024 * 1024)), "more than 5 MiB"),
    ],
    ids=lambda value: value[:20],
)
def test_a_file_that_is_no_codebook_or_reaches_out_is_refused(text: str, told: str) -> None:
    with pytest.raises(BadCodebook, match=told) as refused:
        read_codebook(text)
    assert refused.value.remedy


def test_a_doctype_hidden_by_a_declared_encoding_is_refused() -> None:
    """In UTF-7 ``+ADw-`` spells ``<``; the text is UTF-8 whatever the file says of itself."""
    hidden = '<?xml version="1.0" encoding="utf-7"?>\n+ADw-!DOCTYPE x [+ADw-!ENTITY e "E"+AD4-]+AD4-' + book(
        code("&e;")
    )
    with pytest.raises(BadCodebook):
        read_codebook(hidden)


@pytest.mark.parametrize("declared", ["utf-16", "iso-8859-1", "US-ASCII"])
def test_the_encoding_a_file_declares_does_not_garble_what_is_decoded_already(declared: str) -> None:
    read = read_codebook(FOREIGN.replace('encoding="utf-8"', f'encoding="{declared}"'))
    assert read.codes[1].name == "Être entendu"


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (code(name=""), "name is empty"),
        (code(name="x" * 301), "too long"),
        (code(name="支持"), "gives no short name"),
        (code(guid="42"), "GUID '42' cannot be read"),
        (code() + code("Two"), "GUID stands already on line 1"),
        (code() + code("one!", B), "short name 'one' belongs already"),
        (code("Themes"), "kept for a figure"),
        (code(more='color="red"'), "colour 'red'"),
        ("", "holds no code"),
    ],
)
def test_a_code_that_cannot_be_used_is_told_with_its_line(inside: str, told: str) -> None:
    read = read_codebook(book(inside))
    assert [slip.line for slip in read.slips] == [1]
    assert told in read.slips[0].what
    assert read.slips[0].remedy


def test_sets_are_not_lost_in_silence() -> None:
    text = book(code()).replace("</CodeBook>", f'<Sets><Set guid="{B}" name="S"/></Sets></CodeBook>')
    assert [slip.what for slip in read_codebook(text).slips] == ["sets of codes are not kept"]


def test_a_guid_stays_the_same_for_a_programme_and_code() -> None:
    assert str(stable_guid("fernshire", "parents")) == "3909b025-1f5a-5d2f-b21e-ab0cf5e751c5"
    assert len({stable_guid(p, c) for p in ("a", "ab") for c in ("bc", "c")}) == 4


xml_text = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)
prose = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r", exclude_characters="\ufffe\uffff"),
    max_size=60,
)


@st.composite
def codebooks(draw: st.DrawFn) -> list[CodeEntry]:
    """Codes with any names and definitions, each below one of those before it or at the top."""
    made: list[CodeEntry] = []
    for at in range(draw(st.integers(1, 8))):
        name = " ".join(draw(xml_text).split()) or "name"
        parent = draw(st.sampled_from([None, *(entry.code for entry in made)]))
        color = draw(st.sampled_from(["", "#00AAff"]))
        made.append(CodeEntry(f"c{at}", name, draw(prose), parent, uuid4(), color, draw(st.booleans())))
    return made


@given(codebooks())
def test_any_codebook_that_is_written_reads_back_equal(codes: list[CodeEntry]) -> None:
    written = print_codebook(codes)
    names = {entry.guid: entry.code for entry in codes if entry.guid}
    read = read_codebook(written.decode(), names)
    assert read.slips == ()
    assert list(read.codes) == tree_order(codes)
    assert print_codebook(read.codes) == written


@given(codebooks(), st.randoms())
def test_parents_come_before_children_in_any_order_given(codes: list[CodeEntry], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(codes)
    random.shuffle(shuffled)
    ordered = [entry.code for entry in tree_order(shuffled)]
    assert sorted(ordered) == sorted(entry.code for entry in codes)
    for entry in codes:
        assert entry.parent is None or ordered.index(entry.parent) < ordered.index(entry.code)


@given(st.text(max_size=200))
def test_any_text_is_a_codebook_or_is_refused(text: str) -> None:
    for attempt in (text, book(text), FOREIGN.replace("More", text), FOREIGN[: len(text)]):
        try:
            read_codebook(attempt)
        except BadCodebook as refused:
            assert refused.what
