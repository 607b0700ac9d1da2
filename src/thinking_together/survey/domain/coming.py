"""The answers that a release made now would count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.programmes.models import Programme
from thinking_together.survey.figures.leaves import Leaves, joining, leaves_of
from thinking_together.survey.figures.splits import splits_of
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.held.outcomes import OUTCOMES, USABLE
from thinking_together.survey.held.queries import all_answers, snapshot_of
from thinking_together.survey.models import QuestionnaireVersion


@dataclass(frozen=True)
class Coming:
    """All answers, ``answers[r]`` of a leaf each; ``join[r]`` tells whether the release would be the first to count it.

    The first leaves are those that are ``shown``; the last are of people who stopped early.
    """

    answers: pl.DataFrame
    leaves: Leaves
    shown: int
    join: NDArray[np.bool_]

    def keys(self) -> list[int]:
        """The numbers of the responses that would join."""
        found: list[int] = self.answers["id"].filter(pl.Series(self.join)).to_list()
        return found

    def counted(self) -> pl.DataFrame:
        """The answers that would be counted, as if the release stood."""
        number = (self.answers["counted_from"].max() or 0) + 1  # type: ignore[operator]
        would = pl.when(pl.Series(self.join)).then(number).otherwise("counted_from").alias("counted_from")
        return self.answers.with_columns(would).filter(pl.col("counted_from").is_not_null())


def coming(programme: Programme, version: QuestionnaireVersion, questionnaire: Questionnaire, closing: bool) -> Coming:
    """By leaves of answers that can be used, and one for each way of stopping before."""
    answers = all_answers(version, questionnaire)
    usable = answers["outcome"].is_in(USABLE).to_numpy()
    snapshot = snapshot_of(version, questionnaire, answers.filter(pl.Series(usable)))
    sectors = dict(programme.sectors.values_list("code", "name"))
    found = leaves_of(splits_of(questionnaire, snapshot, sectors), snapshot.responses)
    stopped = [outcome for outcome in OUTCOMES if outcome not in USABLE]
    of = np.zeros(answers.height, dtype=np.int64)
    of[usable] = found.of
    for place, outcome in enumerate(stopped, start=len(found.names)):
        of[(answers["outcome"] == outcome).to_numpy()] = place
    leaves = Leaves((*found.names, *stopped), of)
    before = answers["counted_from"].is_not_null().to_numpy()
    return Coming(answers, leaves, len(found.names), joining(leaves, before, SURVEY.fewest_new, closing))
