from datetime import date

import pytest

from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.citations import confirmed_values, fingerprint
from thinking_together.evidence.domain.texts import NewText, add_texts
from thinking_together.evidence.excerpts import Excerpt
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.models import Citation, QuoteCheck, Text
from thinking_together.evidence.resolve import Resolver
from thinking_together.programmes.models import Programme, Sector

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    made = Programme.objects.create(
        slug="p", title="P", place="P", area_code="X1", invented=True, as_of=date(2023, 11, 30)
    )
    Sector.objects.create(programme=made, code="education", name="Education")
    return made


@pytest.fixture
def text(programme: Programme) -> Text:
    new = [NewText("reflection/s1/q1/1", "s1", "We listen\r\nfirst.", "education")]
    add_texts(programme=programme, phase="reflection", texts=new, by=SYSTEM)
    return Text.objects.get()


def check(text: Text, **told: object) -> QuoteCheck:
    values = {"consent": "quote", "chosen_by": "analyst", "checked_by": "lead", "checked_on": date(2023, 11, 1)}
    return QuoteCheck.objects.create(text=text, start=0, end=9, **(values | told))


ASKED = "reflection/excerpt?from=0&text=reflection/s1/q1/1&to=9"


def test_texts_are_kept_in_one_form_with_their_hash(text: Text) -> None:
    assert text.body == "We listen\nfirst."
    assert len(text.sha256) == 64


def test_a_passage_with_consent_and_a_second_persons_check_is_given(programme: Programme, text: Text) -> None:
    check(text)
    answer = Resolver(programme).resolve(ASKED)
    assert isinstance(answer, Excerpt)
    assert (answer.words, answer.version) == ("We listen", 1)


@pytest.mark.parametrize(("units", "named"), [(9, ""), (10, "Education")])
def test_a_quote_names_its_sector_only_where_ten_units_have_a_text_from_it(
    programme: Programme, text: Text, units: int, named: str
) -> None:
    others = [NewText(f"reflection/s{n}/q1/1", f"s{n}", "More.", "education") for n in range(2, units + 1)]
    add_texts(programme=programme, phase="reflection", texts=others, by=SYSTEM)
    check(text)
    answer = Resolver(programme).resolve(ASKED)
    assert isinstance(answer, Excerpt) and answer.sector == named


@pytest.mark.parametrize("told", [{"consent": "internal"}, {"checked_by": "analyst"}, None])
def test_a_passage_without_consent_or_check_never_leaves(
    programme: Programme, text: Text, told: dict[str, str] | None
) -> None:
    if told is not None:
        check(text, **told)
    answer = Resolver(programme).resolve(ASKED)
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED
    assert "listen" not in answer.detail


def test_a_wider_passage_than_the_checked_one_never_leaves(programme: Programme, text: Text) -> None:
    check(text)
    answer = Resolver(programme).resolve(ASKED.replace("to=9", "to=15"))
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


@pytest.mark.parametrize(
    "reference",
    ["reflection/excerpt?from=0&to=9", "reflection/excerpt?from=0&text=gone&to=9", ASKED.replace("to=9", "to=999"),
     ASKED.replace("from=0", "from=9"), ASKED.replace("reflection/excerpt", "survey/excerpt")],
)  # fmt: skip
def test_a_passage_that_is_not_there_is_unknown(programme: Programme, text: Text, reference: str) -> None:
    check(text)
    answer = Resolver(programme).resolve(reference)
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_another_programme_cannot_reach_the_passage(programme: Programme, text: Text) -> None:
    check(text)
    other = Programme.objects.create(slug="q", title="Q", place="Q", area_code="X2", as_of=date(2023, 11, 30))
    assert isinstance(Resolver(other).resolve(ASKED), Unresolved)


def test_a_figure_nobody_offers_is_unknown(programme: Programme) -> None:
    for reference in ("survey/nothing", "nophase/x", "not a reference"):
        answer = Resolver(programme).resolve(reference)
        assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_confirmed_values_are_kept_by_who_cites_and_what(programme: Programme, text: Text) -> None:
    check(text)
    now = fingerprint(Resolver(programme).resolve(ASKED))
    Citation.objects.create(programme=programme, citing="finding/f01", reference=ASKED, confirmed=now)
    Citation.objects.create(programme=programme, citing="finding/f02", reference=ASKED)
    assert confirmed_values(programme) == {("finding/f01", ASKED): now}
    assert now.startswith("sha256:") and "listen" not in now
