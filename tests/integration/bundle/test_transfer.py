from pathlib import Path

import pytest
from tests.factories import people
from tests.factories.bundles import SECTORS, small_bundle

from thinking_together.bundle.commands import BundleRefused, export_folder, import_folder
from thinking_together.core.audit import AuditEvent
from thinking_together.core.permissions import Role
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes import parts
from thinking_together.programmes.domain.people import invite_member
from thinking_together.programmes.models import Membership, Participant, Programme, Sector
from thinking_together.programmes.queries import invited, roles_in

pytestmark = pytest.mark.django_db


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_programme_that_is_imported_and_exported_gives_the_same_files_again(tmp_path: Path) -> None:
    first = import_folder(small_bundle(tmp_path / "in"), by=SYSTEM)
    export_folder(first, tmp_path / "out")
    second = import_folder(tmp_path / "out", replace=True, by=SYSTEM)
    export_folder(second, tmp_path / "again")
    assert files(tmp_path / "out") == files(tmp_path / "again")
    assert [s.code for s in second.sectors.all()] == ["health", "education", "police"]
    assert second.participants.get(code="p1").interests == ["survey", "reflection"]


def test_a_bundle_with_a_problem_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path, **{"programme/sectors.csv": SECTORS + "navy,Navy,x\n"})
    with pytest.raises(BundleRefused, match=r"sectors.csv:5:headcount"):
        import_folder(folder, by=SYSTEM)
    assert not Programme.objects.exists() and not Sector.objects.exists()


def test_a_failure_half_way_through_saving_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(programme: Programme, parsed: object) -> None:
        raise OSError("the disk is full")

    broken = parts.Part("zz", 999, (), lambda reading: None, fail, lambda programme, writer: None)
    monkeypatch.setitem(parts._parts, "zz", broken)
    with pytest.raises(OSError, match="disk is full"):
        import_folder(small_bundle(tmp_path), by=SYSTEM)
    assert not Programme.objects.exists() and not Participant.objects.exists()


def test_the_same_programme_twice_is_refused_and_replaced_only_when_asked(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path)
    import_folder(folder, by=SYSTEM)
    with pytest.raises(BundleRefused, match="here already"):
        import_folder(folder, by=SYSTEM)
    assert Programme.objects.count() == 1
    import_folder(folder, replace=True, by=SYSTEM)
    assert Programme.objects.count() == 1 and Participant.objects.count() == 2


def test_replacing_one_programme_leaves_another_alone(tmp_path: Path) -> None:
    small_bundle(tmp_path / "a")
    other = (tmp_path / "a/programme/programme.yaml").read_text().replace("slug: smallshire", "slug: other")
    import_folder(small_bundle(tmp_path / "b", **{"programme/programme.yaml": other}), by=SYSTEM)
    import_folder(tmp_path / "a", by=SYSTEM)
    import_folder(tmp_path / "a", replace=True, by=SYSTEM)
    assert Programme.objects.get(slug="other").participants.count() == 2


def test_a_replacement_that_is_refused_keeps_what_was_there(tmp_path: Path) -> None:
    import_folder(small_bundle(tmp_path / "good"), by=SYSTEM)
    bad = small_bundle(tmp_path / "bad", **{"programme/phases.csv": "phase\n"})
    with pytest.raises(BundleRefused):
        import_folder(bad, replace=True, by=SYSTEM)
    assert Programme.objects.get().participants.count() == 2


def test_an_export_never_mixes_with_what_a_folder_holds(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path / "in"), by=SYSTEM)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        export_folder(programme, tmp_path / "full")
    assert files(tmp_path / "full") == {"mine.txt": b"mine"}


def test_addresses_never_leave_in_a_bundle(tmp_path: Path) -> None:
    programme = import_folder(small_bundle(tmp_path / "in"), by=SYSTEM)
    programme.participants.filter(code="p1").update(email="planted.address@example.org")
    export_folder(programme, tmp_path / "out")
    assert all(b"planted.address" not in content for content in files(tmp_path / "out").values())


def test_a_text_that_a_spreadsheet_would_run_is_safe_in_the_file_and_comes_back_unchanged(tmp_path: Path) -> None:
    name = '=HYPERLINK("http://example.org")'
    sectors = f'code,name,headcount\nhealth,"{name.replace(chr(34), chr(34) * 2)}",5\neducation,E,\npolice,P,\n'
    programme = import_folder(small_bundle(tmp_path / "in", **{"programme/sectors.csv": sectors}), by=SYSTEM)
    assert programme.sectors.get(code="health").name == name
    export_folder(programme, tmp_path / "out")
    assert b"health,\"'=HYPERLINK" in (tmp_path / "out/programme/sectors.csv").read_bytes()
    assert import_folder(tmp_path / "out", replace=True, by=SYSTEM).sectors.get(code="health").name == name


def test_the_people_of_a_programme_stay_when_it_is_replaced_and_one_event_tells_of_it(tmp_path: Path) -> None:
    folder = small_bundle(tmp_path)
    before = import_folder(folder, by=SYSTEM)
    lead = people.member(before, Role.LEAD, "kim@trust.example").person
    Membership.objects.update(sector=before.sectors.first())
    sent = invite_member(programme=before, email="sam@trust.example", role=Role.CODER, by=lead)
    told = AuditEvent.objects.count()
    after = import_folder(folder, replace=True, by=lead)
    assert after.pk != before.pk
    assert roles_in(lead, after) == {Role.LEAD}
    assert Membership.objects.get().sector == after.sectors.first()
    assert [one.invitation for one in invited(after)] == [sent.invitation]
    assert AuditEvent.objects.count() == told + 1
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.who, event.details) == ("bundle.imported", lead, {"replaced": True, "memberships": 1})
    with pytest.raises(BundleRefused):
        import_folder(folder, by=lead)
    assert roles_in(lead, after) == {Role.LEAD}
