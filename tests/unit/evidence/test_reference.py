import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.evidence.reference import BadReference, Op, Reference, Term, parse

DESIGNED = [
    "survey/training_received?option=on_the_job&sector=-health",
    "survey/training_received?option=on_the_job&with=mental_health_first_aid",
    "local_data/92796?age=15-19&area=E06000036&period=2020/21",
    "reflection/parental_response?sector=education",
    "literature/map?audience=friends",
    "baseline/1.14?agency=*",
    "survey/training_received@wave2?sector=council+education",
]


@pytest.mark.parametrize("text", DESIGNED)
def test_a_reference_in_canonical_spelling_prints_as_it_was_written(text: str) -> None:
    assert str(parse(text)) == text


def test_keys_are_printed_in_alphabetical_order() -> None:
    assert str(parse("survey/x?sector=a&option=b")) == "survey/x?option=b&sector=a"


def test_what_a_value_asks_is_told_by_its_first_and_separating_characters() -> None:
    terms = {t.key: t for t in parse("survey/x?a=*&b=-y,z&c=y,z&d=y+z&e=15-19").terms}
    assert [terms[k].op for k in "abcde"] == [Op.EACH, Op.EXCEPT, Op.EACH, Op.POOL, Op.ONE]
    assert terms["a"].values == ()
    assert terms["b"].values == terms["c"].values == terms["d"].values == ("y", "z")
    assert terms["e"].values == ("15-19",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("survey", "phase and a slash"),
        ("Survey/x", "phase and a slash"),
        ("survey/", "figure's name"),
        ("survey/../x", "figure's name"),
        ("survey/x?", "nothing stands"),
        ("survey/x?a", "not key=value"),
        ("survey/x?a=", "empty or unreadable"),
        ("survey/x?a=b&a=c", "given twice"),
        ("survey/x?a=b,b", "names a value twice"),
        ("survey/x?a=b c", "empty or unreadable"),
        ("survey/x@?a=b", "wave or version"),
        ("survey/" + "x" * 2000, "longer than"),
    ],
)
def test_a_text_that_is_no_reference_is_refused_with_its_reason(text: str, told: str) -> None:
    with pytest.raises(BadReference, match=told):
        parse(text)


KEY = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
VALUE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@st.composite
def terms(draw: st.DrawFn) -> tuple[Term, ...]:
    out = []
    for key in sorted(draw(st.sets(KEY, max_size=4))):
        op = draw(st.sampled_from(list(Op)))
        many = {Op.ONE: (1, 1), Op.POOL: (2, 3), Op.EXCEPT: (1, 3), Op.EACH: (2, 3)}[op]
        values = draw(st.lists(VALUE, min_size=many[0], max_size=many[1], unique=True))
        out.append(Term(key, op, () if op is Op.EACH and draw(st.booleans()) else tuple(values)))
    return tuple(sorted(out))


@given(
    st.builds(
        Reference, st.just("survey"), st.from_regex(r"[A-Za-z0-9][a-z_.]{0,9}", fullmatch=True), st.just(""), terms()
    )
)
def test_any_reference_reads_back_as_it_was_printed(reference: Reference) -> None:
    printed = str(reference)
    if len(printed) <= 1000:
        assert parse(printed) == reference
        assert str(parse(printed)) == printed


def test_one_term_can_be_set_anew() -> None:
    asked = parse("survey/x?option=a&sector=b")
    assert str(asked.having(Term("option", Op.EACH, ()))) == "survey/x?option=*&sector=b"
    assert str(asked.without("sector")) == "survey/x?option=a"
