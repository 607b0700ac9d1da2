"""A programme with answers that a release counts, small groups among them, for the pages of results."""

from __future__ import annotations

from pathlib import Path

from tests.factories.bundles import small_bundle
from tests.factories.surveys import COLUMNS, QUESTIONNAIRE, many, responses_csv

from thinking_together.bundle.commands import import_folder
from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme

# Health and education are large. Two of the secondary schools have worked for long; three of the police answered, one
# of them alone in having a course.
LONG = {"training": "on_the_job|mhfa", "knowledge__coping": "agree_3", "years": "12"}
ROWS = [
    *many(0, 40, training="on_the_job|mhfa"),
    *many(40, 30, training="on_the_job", knowledge__coping="agree_3", years="12"),
    *many(70, 25, training="specific"),
    *many(95, 30, sector="education", phase="primary", training="on_the_job"),
    *many(125, 20, sector="education", phase="primary", training="specific", knowledge__coping="agree_2"),
    *many(145, 18, sector="education", phase="secondary", training="on_the_job|mhfa", knowledge__coping="agree_3"),
    *many(
        163,
        2,
        sector="education",
        phase="secondary",
        training="on_the_job|mhfa",
        knowledge__coping="agree_3",
        years="12",
    ),
    *many(165, 15, sector="education", phase="secondary", training="specific"),
    *many(180, 2, sector="police", training="none"),
    *many(182, 1, sector="police", training="specific", years="1"),
]


def answered_programme(folder: Path, rows: list[dict[str, str]] | None = None) -> Programme:
    """Imported: everything is counted by the first release, but for ``rows``, which say themselves what counts them."""
    answers = responses_csv(ROWS, COLUMNS) if rows is None else responses_csv(rows, (*COLUMNS, "counted_from"))
    files = {"survey/questionnaire.yaml": QUESTIONNAIRE, "survey/responses.csv": answers}
    return import_folder(small_bundle(folder, **files), by=SYSTEM)
