import pytest

from thinking_together.baseline.headings import layout, meanings
from thinking_together.baseline.workbook import COLUMNS, HEADINGS


@pytest.mark.parametrize("field", list(HEADINGS))
def test_our_own_heading_means_its_field(field: str) -> None:
    assert meanings(HEADINGS[field]) == (field,)


@pytest.mark.parametrize(("field", "aliases"), [(field, aliases) for field, _, aliases, _ in COLUMNS])
def test_other_headings_mean_the_same(field: str, aliases: tuple[str, ...]) -> None:
    assert {meanings(alias.upper() + "?") for alias in aliases} == {(field,)}


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("NICE recommendation", ("label",)),
        ("Current activity/evidence", ("activity",)),
        ("Is there a risk associated with not implementing this recommendation?", ("risk",)),
        ("Evidence of current practice (documents)", ("activity",)),
        ("Risk or cost", ("risk", "cost")),
        ("Action lead", ("actions", "lead")),
        ("RAG", ()),
        ("Notes of the working group", ()),
    ],
)
def test_a_heading_is_known_hinted_at_unsure_or_unknown(heading: str, fields: tuple[str, ...]) -> None:
    assert meanings(heading) == fields


def test_unknown_headings_are_columns_of_the_area_s_own() -> None:
    found = layout(["Recommendation", "Ref", "", " RAG\nrating "])
    assert found.is_header and found.extra == ((3, "RAG rating"),) and not found.unsure


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Risk or cost", "may mean"),
        ("Recommendation number", "two headings mean 'Guideline reference'"),
        ("RAG", "the heading stands twice"),
    ],
)
def test_what_is_unsure_is_asked(heading: str, what: str) -> None:
    (unsure,) = layout(["Recommendation", "Reference", "RAG", heading]).unsure
    assert unsure.heading == heading and what in unsure.what


def test_a_line_without_recommendation_and_reference_is_no_header() -> None:
    assert not layout(["Recommendation", "Met?"]).is_header
