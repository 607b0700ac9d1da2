from pathlib import Path

import pytest
from tests.factories import baseline
from tests.factories.bundles import small_bundle

from thinking_together.analysis.tables import State, Statistic, Table
from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.formats import show
from thinking_together.evidence.resolve import Resolver

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    return Resolver(import_folder(baseline.put_workbook(small_bundle(tmp_path, **baseline.FILES)), by=SYSTEM))


def table(resolver: Resolver, reference: str) -> Table:
    answer = resolver.resolve(reference)
    assert isinstance(answer, Table), answer
    return answer


def one(resolver: Resolver, reference: str) -> Statistic:
    return table(resolver, reference).one()


def counts(resolver: Resolver, reference: str, key: str) -> dict[str | None, tuple[float | None, float | None]]:
    return {s.key(key): (s.numerator, s.denominator) for s in table(resolver, reference).statistics}


def test_a_section_is_the_share_met_of_what_is_relevant_as_the_group_agreed(resolver: Resolver) -> None:
    training = one(resolver, "baseline/1.14")
    assert (training.numerator, training.denominator, training.key("rating")) == (1, 2, "met")
    assert counts(resolver, "baseline/1.14?rating=*", "rating") == {"met": (1, 2), "partly": (0, 2), "not_met": (1, 2)}
    assert one(resolver, "baseline/1.14?rating=met+partly").numerator == 1
    assert table(resolver, "baseline/1.14").title == "Training: recommendations by how far they are met"


def test_an_agency_that_has_not_signed_off_is_shown_inside_the_group_only(resolver: Resolver) -> None:
    answer = table(resolver, "baseline/1.14?agency=*")
    nhs, schools = answer.at(agency="nhs"), answer.at(agency="schools")
    assert (nhs.numerator, nhs.denominator) == (1, 3)
    assert schools.state is State.SUPPRESSED and schools.note == "shown inside the group only"
    assert schools.value is schools.numerator is schools.denominator is None


def test_asking_for_that_agency_alone_gives_nothing_either(resolver: Resolver) -> None:
    for reference in ("baseline/1.14?agency=schools", "baseline/1.14?agency=schools&rating=*"):
        answer = resolver.resolve(reference)
        assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_no_reference_pools_agencies(resolver: Resolver) -> None:
    answer = resolver.resolve("baseline/1.14?agency=nhs+schools")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_without_any_sign_off_no_agency_shows_and_the_group_does(tmp_path: Path) -> None:
    files = {name: text for name, text in baseline.FILES.items() if "signoff" not in name}
    resolver = Resolver(import_folder(baseline.put_workbook(small_bundle(tmp_path, **files)), by=SYSTEM))
    assert isinstance(resolver.resolve("baseline/1.14?agency=*"), Unresolved)
    assert one(resolver, "baseline/1.14").numerator == 1


def test_sections_stand_beside_each_other(resolver: Resolver) -> None:
    assert counts(resolver, "baseline/sections?section=*", "section") == {"1.1": (1, 1), "1.5": (0, 1), "1.14": (1, 2)}
    assert (one(resolver, "baseline/sections").numerator, one(resolver, "baseline/sections").denominator) == (2, 4)
    assert any("agreed rating (1)" in note for note in table(resolver, "baseline/sections").notes)


def test_ratings_by_section_add_up_to_the_recommendations(resolver: Resolver) -> None:
    answer = table(resolver, "baseline/ratings?section=*&rating=*")
    assert sum(s.value or 0 for s in answer.statistics) == len(baseline.LINES)
    assert answer.at(section="1.5", rating="not_answered").value == 1
    assert answer.at(section="1.14", rating="not_relevant").value == 1
    assert one(resolver, "baseline/ratings?rating=not_met").value == 1
    assert one(resolver, "baseline/ratings").value == 6


def test_disagreements_agreed_ratings_and_agencies_are_counted(resolver: Resolver) -> None:
    assert counts(resolver, "baseline/disagreements?section=*", "section")["1.5"] == (1, None)
    assert one(resolver, "baseline/disagreements").value == 1
    assert one(resolver, "baseline/recommendations").value == 5
    assert one(resolver, "baseline/recommendations?section=1.14").value == 3
    assert one(resolver, "baseline/agencies").value == 2


def test_a_recommendation_stands_under_the_rating_agreed(resolver: Resolver) -> None:
    assert counts(resolver, "baseline/rec?number=1.5.1&rating=*", "rating") == {
        "met": (0, None),
        "partly": (1, None),
        "not_met": (0, None),
        "not_relevant": (0, None),
    }
    assert one(resolver, "baseline/rec?number=1.5.1").value == 1
    answer = resolver.resolve("baseline/rec?number=1.5.2&rating=met")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.NO_DATA


def test_labels_are_ours_where_the_frame_has_one(resolver: Resolver) -> None:
    info = next(info for info in resolver.catalogue() if (info.phase, info.name) == ("baseline", "rec"))
    number = info.dimension("number")
    assert number is not None
    labels = dict(number.values)
    assert labels["1.5.1"] == "1.5.1 Psychosocial assessment as early as possible"
    assert labels["1.14.1"] == "1.14.1 Training for everyone"


def test_the_wording_of_the_guideline_is_not_repeated(tmp_path: Path) -> None:
    long = baseline.LINES[3].__class__("1.14.1", "word " * 30)
    files = {"gatherings/gatherings.csv": baseline.GATHERINGS}
    resolver = Resolver(import_folder(baseline.put_workbook(small_bundle(tmp_path, **files), (long,)), by=SYSTEM))
    assert one(resolver, "baseline/ratings").value == 1
    info = next(info for info in resolver.catalogue() if info.name == "rec")
    assert info.dimensions[0].values == (("1.14.1", "1.14.1"),)


def test_meetings_are_those_of_the_baseline_group(resolver: Resolver) -> None:
    assert one(resolver, "baseline/meetings").value == 2
    online = one(resolver, "baseline/meetings_online")
    assert (online.numerator, online.denominator) == (1, 2)


def test_every_figure_says_when_and_that_it_is_invented(resolver: Resolver) -> None:
    infos = [info for info in resolver.catalogue() if info.phase == "baseline"]
    assert len(infos) == 13 and all(info.source.invented for info in infos)
    assert {info.source.date for info in infos} == {"18 September 2023"}
    assert "NG225 of 7 September 2022" in table(resolver, "baseline/1.14").notes[0]


def test_a_programme_without_a_baseline_offers_nothing(tmp_path: Path) -> None:
    resolver = Resolver(import_folder(small_bundle(tmp_path), by=SYSTEM))
    assert isinstance(resolver.resolve("baseline/sections"), Unresolved)


def test_agencies_that_rated_the_same_agree_so_far_and_none_is_named(resolver: Resolver) -> None:
    """Three recommendations were rated by both, one of them alike; by chance two in nine would be."""
    share, beyond = (table(resolver, f"baseline/{name}") for name in ("agreement", "agreement_beyond_chance"))
    assert (share.one().numerator, share.one().denominator) == (1, 3)
    assert show(beyond, "mean", "2") == "0.14" and "Cohen's kappa" in beyond.method
    assert isinstance(resolver.resolve("baseline/agreement?agency=nhs"), Unresolved)


def test_one_agency_alone_agrees_with_nobody(tmp_path: Path) -> None:
    ratings = "".join(line for line in baseline.RATINGS.splitlines(True) if ",schools," not in line)
    files = baseline.FILES | {"baseline/ratings.csv": ratings}
    alone = Resolver(import_folder(baseline.put_workbook(small_bundle(tmp_path, **files)), by=SYSTEM))
    assert isinstance(alone.resolve("baseline/agreement"), Unresolved)
