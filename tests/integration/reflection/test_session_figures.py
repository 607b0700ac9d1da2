from pathlib import Path

import pytest
from tests.factories import reflection
from tests.factories.bundles import small_bundle

from thinking_together.analysis.tables import State, Statistic, Table
from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.resolve import Resolver

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    return Resolver(import_folder(small_bundle(tmp_path, **reflection.FILES), by=SYSTEM))


def table(resolver: Resolver, reference: str) -> Table:
    answer = resolver.resolve(reference)
    assert isinstance(answer, Table), answer
    return answer


def one(resolver: Resolver, reference: str) -> Statistic:
    return table(resolver, reference).one()


def test_sessions_and_their_sizes_are_counted_without_other_gatherings(resolver: Resolver) -> None:
    assert one(resolver, "reflection/sessions").value == 3
    sizes = table(resolver, "reflection/size?session=*")
    assert {s.key("session"): s.value for s in sizes.statistics} == {"s1": 6, "s2": 7, "s3": 4}
    assert one(resolver, "reflection/size").value == 17
    in_size = one(resolver, "reflection/groups_in_size")
    assert (in_size.numerator, in_size.denominator) == (2, 3)


def test_a_round_says_which_size_its_sessions_were_meant_to_have(tmp_path: Path) -> None:
    rounds = {
        "reflection/rounds.csv": "number,smallest,largest,sectors,one_organisation,closed\n1,4,6,2,2,2023-07-01\n",
        "reflection/round_sessions.csv": "session,round\n" + "".join(f"s{n},1\n" for n in (1, 2, 3)),
    }
    found = Resolver(import_folder(small_bundle(tmp_path, **reflection.FILES, **rounds), by=SYSTEM))
    in_size = one(found, "reflection/groups_in_size")
    assert (in_size.numerator, in_size.denominator) == (2, 3)  # six and four, and not seven
    assert table(found, "reflection/groups_in_size").title == "Sessions of 4 to 6 people"


def test_sectors_in_each_session(resolver: Resolver) -> None:
    sectors = table(resolver, "reflection/sectors?session=*")
    assert {s.key("session"): s.value for s in sectors.statistics} == {"s1": 2, "s2": 2, "s3": 3}
    assert one(resolver, "reflection/sectors").value == 3


def test_places_by_sector_follow_the_rule_for_people(resolver: Resolver) -> None:
    places = table(resolver, "reflection/attendance?sector=*")
    assert places.at(sector="education").value == 10
    assert places.at(sector="police").state is State.SUPPRESSED
    assert places.at(sector="health").state is State.SUPPRESSED
    assert one(resolver, "reflection/attendance").value == 17
    answer = resolver.resolve("reflection/attendance?sector=-police")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.SUPPRESSED


def test_cancellations_by_reason_and_notice(resolver: Resolver) -> None:
    reasons = table(resolver, "reflection/cancellations?reason=*")
    assert {s.key("reason"): (s.numerator, s.denominator) for s in reasons.statistics} == {
        "work_pressure": (7, 9),
        "other": (2, 9),
    }
    short = one(resolver, "reflection/cancellations?notice=short")
    assert (short.numerator, short.denominator) == (7, 9)
    of_the_short = one(resolver, "reflection/cancellations?notice=short&reason=work_pressure")
    assert (of_the_short.numerator, of_the_short.denominator) == (6, 7)
    assert one(resolver, "reflection/cancellations").numerator == 9


def test_a_reason_that_could_be_one_person_s_is_not_told_apart(resolver: Resolver) -> None:
    answer = resolver.resolve("reflection/cancellations?reason=personal")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN
    assert "personal" not in answer.detail.partition("(it has")[2]


def test_feedback_is_a_mean_and_needs_ten_forms(resolver: Resolver) -> None:
    feedback = table(resolver, "reflection/feedback?item=*")
    assert feedback.at(item="worth_my_time").value == 4.5
    few = feedback.at(item="spoke_openly")
    assert few.state is State.SUPPRESSED and few.value is None
    assert feedback.dimensions[0].values == (
        ("worth_my_time", "Worth my time"),
        ("spoke_openly", "Spoke openly"),
    )


def test_an_item_has_the_words_of_its_question(tmp_path: Path) -> None:
    questions = reflection.QUESTIONS + "worth_my_time,It was worth my time\n"
    files = {**reflection.FILES, "reflection/questions.csv": questions}
    resolver = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    assert (
        table(resolver, "reflection/feedback?item=*").dimensions[0].label_of("worth_my_time") == "It was worth my time"
    )


def test_every_figure_says_when_and_that_it_is_invented(resolver: Resolver) -> None:
    infos = [info for info in resolver.catalogue() if info.phase == "reflection"]
    assert {info.name for info in infos} >= {"sessions", "size", "sectors", "attendance", "groups_in_size"}
    ours = [info for info in infos if info.source.name == "Reflective sessions"]
    assert len(ours) == 7
    assert {(info.source.date, info.source.invented) for info in ours} == {("19 June 2023", True)}


def test_without_cancellations_or_feedback_there_are_no_figures_of_them(tmp_path: Path) -> None:
    files = {
        "gatherings/gatherings.csv": reflection.GATHERINGS,
        "gatherings/attendance.csv": reflection.ATTENDANCE.partition("s1,health,cancelled")[0],
    }
    resolver = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    assert one(resolver, "reflection/sessions").value == 3
    for name in ("cancellations", "feedback"):
        assert isinstance(resolver.resolve(f"reflection/{name}"), Unresolved)


def test_a_programme_without_sessions_offers_nothing(tmp_path: Path) -> None:
    resolver = Resolver(import_folder(small_bundle(tmp_path), by=SYSTEM))
    assert isinstance(resolver.resolve("reflection/sessions"), Unresolved)
