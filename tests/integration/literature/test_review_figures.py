from pathlib import Path

import pytest
from tests.factories import literature
from tests.factories.bundles import small_bundle

from thinking_together.analysis.tables import Table
from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.figures import Reason, Unresolved
from thinking_together.evidence.resolve import Resolver

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    return Resolver(import_folder(small_bundle(tmp_path, **literature.FILES), by=SYSTEM))


def table(resolver: Resolver, reference: str) -> Table:
    answer = resolver.resolve(reference)
    assert isinstance(answer, Table), answer
    return answer


def values(resolver: Resolver, reference: str, key: str) -> dict[str | None, float | None]:
    return {s.key(key): s.numerator for s in table(resolver, reference).statistics}


def test_the_flow_is_counted_from_the_log(resolver: Resolver) -> None:
    assert values(resolver, "literature/flow?stage=*", "stage") == {
        "identified": 7,
        "duplicates_removed": 1,
        "not_yet_screened": 0,
        "screened": 6,
        "excluded": 1,
        "undecided": 0,
        "sought": 5,
        "not_retrieved": 1,
        "not_yet_assessed": 0,
        "assessed": 4,
        "excluded_full_text": 1,
        "unsettled": 0,
        "included": 3,
    }


def test_the_flow_needs_a_stage(resolver: Resolver) -> None:
    answer = resolver.resolve("literature/flow")
    assert isinstance(answer, Unresolved) and answer.reason is Reason.UNKNOWN


def test_full_texts_are_excluded_for_a_reason(resolver: Resolver) -> None:
    answer = table(resolver, "literature/excluded?reason=Not%20about%20young%20people")
    assert answer.one().value == 1


def test_a_record_stands_in_the_cell_of_each_audience_and_topic(resolver: Resolver) -> None:
    answer = table(resolver, "literature/map?audience=*&topic=*")
    assert len(answer.statistics) == 8
    assert answer.at(audience="professionals", topic="support").value == 2
    assert answer.at(audience="disability", topic="talking").value == 0
    assert answer.at(audience="disability", topic="talking").note == "gap"
    assert answer.at(audience="parents", topic="talking").note == ""


def test_records_for_several_audiences_are_counted_once(resolver: Resolver) -> None:
    assert table(resolver, "literature/map?audience=parents+professionals").one().value == 2
    assert table(resolver, "literature/map?audience=-friends").one().value == 2
    assert table(resolver, "literature/map").one().value == 3


def test_ten_records_alike_are_too_many(tmp_path: Path) -> None:
    files = dict(literature.FILES)
    for n in range(10, 19):
        files["literature/records.ris"] += f"TY  - RPRT\nID  - r{n}\nTI  - Guide {n}\nER  -\n"
        for stage in ("title", "full_text"):
            files["literature/screening.csv"] += f"r{n},a,{stage},include,2023-06-01,\n"
        files["literature/extraction.csv"] += f"r{n},parents,talking,guide,national,\n"
    resolver = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    answer = table(resolver, "literature/map?audience=parents&topic=*")
    assert [(s.value, s.note) for s in answer.statistics] == [(1, ""), (10, "over-saturated")]
    assert values(resolver, "literature/saturation?audience=parents&state=*", "state") == {
        "gap": 0,
        "between": 1,
        "over_saturated": 1,
    }


def test_shares_are_of_the_included_records(resolver: Resolver) -> None:
    friends = table(resolver, "literature/audience?audience=friends").one()
    assert (friends.numerator, friends.denominator) == (1, 3)
    assert values(resolver, "literature/locality?locality=*", "locality")["national"] == 2
    assert values(resolver, "literature/format?format=*", "format") == {"guide": 2, "leaflet": 1}
    assert values(resolver, "literature/topic?topic=*", "topic") == {"support": 3, "talking": 1}
    endorsed = table(resolver, "literature/endorsed").one()
    assert (endorsed.numerator, endorsed.denominator) == (1, 3)


def test_records_not_described_yet_are_told(tmp_path: Path) -> None:
    fewer = literature.EXTRACTION.rsplit("r4", 1)[0]
    files = {**literature.FILES, "literature/extraction.csv": fewer}
    answer = table(
        Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM)), "literature/audience?audience=*"
    )
    assert any("described yet (1)" in note for note in answer.notes)


def test_judgements_stand_beside_each_other_by_criterion(resolver: Resolver) -> None:
    assert values(resolver, "literature/appraisal?criterion=date&judgement=*", "judgement") == {
        "yes": 1,
        "partly": 0,
        "no": 1,
    }
    assert table(resolver, "literature/appraisal?criterion=authority&judgement=yes").one().denominator == 2
    assert len(table(resolver, "literature/appraisal?criterion=*&judgement=yes").statistics) == 6


def test_every_figure_of_an_invented_programme_says_so(resolver: Resolver) -> None:
    infos = [info for info in resolver.catalogue() if info.phase == "literature"]
    assert len(infos) == 11 and all(info.source.invented for info in infos)
    assert {info.source.date for info in infos} == {"9 June 2023"}


def test_a_programme_without_a_review_offers_nothing(tmp_path: Path) -> None:
    resolver = Resolver(import_folder(small_bundle(tmp_path), by=SYSTEM))
    assert isinstance(resolver.resolve("literature/map"), Unresolved)


def test_agreement_of_reviewers_stands_with_its_coefficients(resolver: Resolver) -> None:
    found = table(resolver, "literature/agreement?stage=*")
    assert found.dimensions[0].values
    for figure in found.statistics:
        assert figure.value == figure.numerator / figure.denominator  # type: ignore[operator]
    assert all("Krippendorff's alpha" in note and "Cohen's kappa" in note for note in found.notes)
    assert "bootstrap" in found.method


def test_one_reviewer_alone_has_no_agreement(tmp_path: Path) -> None:
    lines = literature.FILES["literature/screening.csv"].splitlines()
    first = lines[1].split(",")[1]
    alone = [lines[0], *(line for line in lines[1:] if line.split(",")[1] == first)]
    files = {**literature.FILES, "literature/screening.csv": "\n".join(alone) + "\n"}
    resolver = Resolver(import_folder(small_bundle(tmp_path, **files), by=SYSTEM))
    assert isinstance(resolver.resolve("literature/agreement?stage=title"), Unresolved)
