"""Reads: a programme's answers as one columnar snapshot."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import polars as pl
from django.db.models import Count, Exists, Max, OuterRef, Sum

from thinking_together.programmes.models import Programme
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.dictionary import mark_of, with_lists
from thinking_together.survey.held.joined import (
    bytes_of,
    days_of,
    joined_bytes,
    joined_days,
    joined_json,
    joined_marks,
    joined_truths,
    joined_words,
    json_of,
    truths_of,
    words_of,
)
from thinking_together.survey.held.kept import Kept, Texts, only
from thinking_together.survey.held.outcomes import USABLE
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.snapshot import Snapshot, coded, named_in_texts, searched
from thinking_together.survey.held.taken_away import with_taken_away
from thinking_together.survey.models import Collection, MentionList, QuestionnaireVersion, Release, Response

_ANSWERS = (
    joined_bytes("record"),
    joined_marks("states"),
    joined_words("sector"),
    joined_words("outcome"),
    joined_days("day"),
    joined_truths("trial"),
)
_OF_ANSWERS = "@"  # before a variable's code, which may be "sector" or "id" as well


@dataclass(frozen=True)
class SurveyData:
    """The latest version of a programme's questionnaire and the responses that a release counts.

    ``outcomes`` counts every response that is not a trial by (sector, outcome); days are the first and the last.
    ``earlier`` is the same of the release before.
    """

    questionnaire: Questionnaire
    snapshot: Snapshot
    outcomes: Counter[tuple[str, str]]
    days: tuple[date, date] | None
    earlier: SurveyData | None = None


def latest_version(programme: Programme) -> QuestionnaireVersion | None:
    return QuestionnaireVersion.objects.filter(programme=programme).order_by("-position", "-pk").first()


def shown_version(programme: Programme) -> QuestionnaireVersion | None:
    """The version whose answers figures tell of: the latest of which a release counts any, else the latest.

    A new wave that was published takes nothing away from what the wave before shows.
    """
    counted = Exists(Release.objects.filter(questionnaire=OuterRef("pk")))
    versions = QuestionnaireVersion.objects.filter(programme=programme)
    return versions.alias(counted=counted).order_by("-counted", "-position", "-pk").first()


def waves_of(programme: Programme) -> tuple[QuestionnaireVersion, ...]:
    """The versions of which a release counts answers, the first wave first."""
    counted = QuestionnaireVersion.objects.filter(programme=programme, releases__isnull=False)
    return tuple(counted.distinct().order_by("position", "pk"))


def survey_data(programme: Programme) -> SurveyData | None:
    """Everything the figures need, in three statements while no response came; ``None`` without a questionnaire."""
    version = shown_version(programme)
    return None if version is None else data_of(version)


def invited_of(programme: Programme, questionnaire: Questionnaire) -> dict[str, int]:
    """How many people of each sector were asked by a list to answer this version; empty where there was no list."""
    of = Collection.objects.filter(programme=programme, invited_only=True)
    version = of.filter(questionnaire__code=questionnaire.code, questionnaire__version=questionnaire.version)
    return dict(version.values_list("invited", flat=True).first() or {})


def data_of(version: QuestionnaireVersion) -> SurveyData | None:
    """The same of one version: of an earlier wave."""
    return data_from(version, counted_answers(version, from_content(json.loads(version.document))))


def data_from(version: QuestionnaireVersion, counted: pl.DataFrame, to_come: bool = False) -> SurveyData | None:
    """The same of these answers, each counted by the release that it tells; ``to_come``: also by one not yet made."""
    questionnaire = with_lists(version, from_content(json.loads(version.document)))
    data = None
    for number in counted["counted_from"].unique().sort().to_list() or [0]:
        data = _release(version, questionnaire, only(counted, pl.col("counted_from") <= number), data, to_come)
    return data


def all_answers(version: QuestionnaireVersion, questionnaire: Questionnaire) -> pl.DataFrame:
    """What is kept of every response that is no trial, counted or not."""
    return kept_answers(version, questionnaire).frame().filter(~pl.col("trial"))


def counted_answers(version: QuestionnaireVersion, questionnaire: Questionnaire) -> pl.DataFrame:
    """The same of those that a release counts."""
    return only(kept_answers(version, questionnaire).counted(), ~pl.col("trial"))


def releases_of_units(programme: Programme) -> dict[str, int] | None:
    """From which release each response is counted, by key; ``None`` where the first counts all."""
    version = shown_version(programme)
    if version is None or not version.responses.filter(trial=False).exclude(counted_from=1).exists():
        return None
    counted = version.responses.filter(trial=False, counted_from__isnull=False).order_by()
    return {key: number for key, number in counted.values_list("key", "counted_from") if number is not None}


def _release(
    version: QuestionnaireVersion,
    questionnaire: Questionnaire,
    found: pl.DataFrame,
    earlier: SurveyData | None,
    to_come: bool,
) -> SurveyData:
    counting = only(found, pl.col("outcome").is_in(USABLE))
    first, last = found["day"].min(), found["day"].max()
    by_outcome = found.group_by("sector", "outcome").len().rows()
    return SurveyData(
        questionnaire,
        snapshot_of(version, questionnaire, counting, to_come),
        Counter({(sector, outcome): many for sector, outcome, many in by_outcome}),
        (first, last) if isinstance(first, date) and isinstance(last, date) else None,
        earlier,
    )


def answers_state(programme: Programme) -> str:
    """Another word whenever a response came, went or was changed: what is kept of each has a stamp of its own."""
    told = Response.objects.filter(questionnaire__programme=programme).order_by()
    found = told.aggregate(many=Count("id"), stamps=Sum("stamp"))
    lists = Collection.objects.filter(programme=programme, invited_only=True).values_list("pk", "invited")
    return f"{found['many']} {found['stamps']}{''.join(f' {pk}: {invited}' for pk, invited in lists)}"


def counted_state(programme: Programme) -> str:
    """Another word whenever an answer that a release counts went or was changed, or others are counted or looked for.

    Answers that come change nothing of it.
    """
    told = Response.objects.filter(questionnaire__programme=programme, counted_from__isnull=False).order_by()
    found = told.aggregate(many=Count("id"), stamps=Sum("stamp"))
    lists = MentionList.objects.filter(questionnaire__programme=programme).aggregate(newest=Max("pk"))
    return f"{found['many']} {found['stamps']} {lists['newest']}"


def snapshot_of(
    version: QuestionnaireVersion, questionnaire: Questionnaire, counting: pl.DataFrame, to_come: bool = False
) -> Snapshot:
    """The answers of these rows of what is kept; ``to_come``: some are not counted yet."""

    @cache
    def named() -> pl.DataFrame:
        """The same responses in the same order, where a release counts them; one that went in between names nothing."""
        mentions = kept_mentions(version, questionnaire)
        kept = (mentions.frame() if to_come else mentions.counted()).drop("stamp", "counted_from")
        return _own(counting.select("id").join(kept, on="id", how="left", maintain_order="left").fill_null(0))

    return Snapshot(questionnaire, _own(counting), named)


def _prefixed(code: str) -> str:
    return _OF_ANSWERS + code


def _own(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that are named after variables, by their codes."""
    names = [name for name in frame.columns if name.startswith(_OF_ANSWERS)]
    return frame.select(names).rename(lambda name: name.removeprefix(_OF_ANSWERS))


def kept_answers(version: QuestionnaireVersion, questionnaire: Questionnaire) -> Kept:
    """Codes of every answer, with what is known of the response itself."""
    record = Record(questionnaire)

    def compute(texts: Texts) -> pl.DataFrame:
        records, states, sector, outcome, day, trial = texts
        about = pl.DataFrame(
            {
                "sector": words_of(sector),
                "outcome": words_of(outcome),
                "day": days_of(day),
                "trial": truths_of(trial),
            }
        )
        said = np.frombuffer((states or "").encode("ascii"), dtype=np.uint8)
        said = said.reshape(about.height, len(record.variables))
        codes = coded(questionnaire, record.unpack([bytes_of(records)], about.height), said)
        return about.hstack(codes.rename(_prefixed))

    return Kept(version, "answers", _ANSWERS, compute)


def kept_mentions(version: QuestionnaireVersion, questionnaire: Questionnaire) -> Kept:
    """The resources that open answers name: the one thing that needs their words."""
    texts = Record(questionnaire).texts

    def compute(joined: Texts) -> pl.DataFrame:
        rows = json_of(joined[0])
        columns = {variable.code: [row[at] for row in rows] for at, variable in enumerate(texts)}
        named = named_in_texts(questionnaire, {v.code: columns[v.code] for v in searched(questionnaire)})
        named = with_taken_away(questionnaire, named, words_of(joined[1]).to_list())
        return named.rename(_prefixed)

    return Kept(version, f"mentions_{mark_of(questionnaire)}", (joined_json("texts"), joined_words("named")), compute)
