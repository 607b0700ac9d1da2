"""The example imported twice at once by workers in processes of their own, one of them killed while it stores it."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import people
from tests.factories.shared_database import SharedDatabase
from tests.factories.worker_pool import WorkerPool

# What starts workers elsewhere does so here.
from tests.integration.core.conftest import pool, processes, wait  # noqa: F401

from thinking_together.bundle import passing
from thinking_together.bundle.importing import take_upload
from thinking_together.core.tabular.archive import pack

Workers = Callable[[], WorkerPool]


def count(shared: SharedDatabase, of: str) -> int:
    return int(shared.rows(f"SELECT count(*) FROM {of}")[0][0])


def settled(shared: SharedDatabase) -> bool:
    """Whether both have come to an end. The one that found the name taken waits for its next try no longer."""
    retrying = "SELECT task_id FROM tasks_job WHERE state = 'retrying'"
    shared.rows(f"UPDATE django_tasks_database_dbtaskresult SET run_after = enqueued_at WHERE id IN ({retrying})")
    return shared.rows("SELECT count(*) FROM bundle_import WHERE state = 'checking'") == [(0,)]


@pytest.mark.usefixtures("transactional_db")
def test_two_imports_of_one_bundle_and_a_worker_that_is_killed_make_one_whole_programme(
    shared: SharedDatabase,
    pool: Workers,  # noqa: F811
    wait: Callable[..., None],  # noqa: F811
    own_folder: Path,
    repository: Path,
) -> None:
    folder = repository / "examples/fernshire"
    out = io.BytesIO()
    pack(folder, [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()], out)
    staff = people.person("ops@here.example", is_installation_staff=True)
    for _ in range(2):
        take_upload(key=uuid4(), file=SimpleUploadedFile("example.zip", out.getvalue()), by=staff)
    workers = pool()
    workers.on(None, shared.folder / "log", {"TT_VAR": str(own_folder)})
    running = [workers.fork(), workers.fork()]
    wait(lambda: bool(shared.rows("SELECT 1 FROM tasks_job WHERE step = 'Storing'")))
    time.sleep(0.3)  # storing takes seconds
    for each in running:
        workers.kill(each)
    assert [count(shared, of) for of in ("programmes_programme", "evidence_text", "survey_response")] == [0, 0, 0]
    for _ in range(2):
        workers.fork()
    wait(lambda: settled(shared))
    states = Counter(state for (state,) in shared.rows("SELECT state FROM bundle_import"))
    assert states == {"done": 1, "confirm": 1}
    assert count(shared, "programmes_programme") == count(shared, "programmes_membership") == 1
    answers = len((folder / "survey/responses.csv").read_text().splitlines()) - 1
    assert count(shared, "survey_response") == answers
    assert shared.rows("SELECT count(*), count(DISTINCT ref) FROM evidence_text") == [
        (count(shared, "evidence_text"),) * 2
    ]
    assert count(shared, "core_auditevent WHERE action = 'bundle.imported'") == 1
    assert len(list(passing.folder().iterdir())) == 1  # the one that waits for a word of its lead
