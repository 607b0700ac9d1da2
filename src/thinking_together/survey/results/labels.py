"""Which groups may be named beside somebody's words: those of at least ten people, and never by leaving one out.

Words without a group are those of all groups that are not named. If these together were fewer than ten people, they
would be as good as named; so the smallest of the others keeps them company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.survey.form.questionnaire import Questionnaire, Variable
from thinking_together.survey.held.outcomes import USABLE
from thinking_together.survey.held.queries import kept_answers
from thinking_together.survey.models import QuestionnaireVersion

NOT_NAMED = "not named"
Group = tuple[str, int]  # a sector, and which answer to the item that parts people further; -1 where none does


@dataclass(frozen=True)
class Groups:
    """The groups of those whom a release counts. ``sectors`` are (code, name) of those that may be named alone.

    ``people`` has a row for each response: ``id``, ``sector`` and ``finer``, which together are its group.
    """

    sectors: tuple[tuple[str, str], ...]
    labels: Mapping[Group, str]
    people: pl.DataFrame

    def labels_of(self, responses: Sequence[int]) -> dict[int, str]:
        """The name of each response's group, where it may be named."""
        some = self.people.filter(pl.col("id").is_in(list(responses)))
        return {pk: self.labels.get((sector, at), NOT_NAMED) for pk, sector, at in some.rows()}


def groups_of(
    version: QuestionnaireVersion, questionnaire: Questionnaire, sectors: Mapping[str, str], by: Variable | None = None
) -> Groups:
    """The sectors, or the parts into which ``by`` parts them."""
    further = [f"@{by.code}"] if by else []
    frame = kept_answers(version, questionnaire).counted(("sector", "outcome", "trial", *further))
    finer = pl.col(f"@{by.code}").cast(pl.Int64) if by else pl.lit(-1, pl.Int64)
    usable = frame.filter(~pl.col("trial") & pl.col("outcome").is_in(USABLE))
    people = usable.select("id", "sector", finer.alias("finer"))
    whole = {(sector, -1): many for sector, many in people.group_by("sector").len().rows()}
    parted = {(sector, at): many for sector, at, many in people.group_by("sector", "finer").len().rows()}
    alone = tuple((code, sectors.get(code, code)) for code, _ in sorted(named(whole, SURVEY.smallest_group)) if code)
    labels = {group: _label(group, sectors, by) for group in named(parted, SURVEY.smallest_group)}
    return Groups(alone, labels, people)


def _label(group: Group, sectors: Mapping[str, str], by: Variable | None) -> str:
    sector, at = group
    name = sectors.get(sector, sector) or NOT_NAMED
    return f"{name}: {by.choices[at].label}" if by and at >= 0 else name


def named(people: Mapping[Group, int], fewest: int) -> frozenset[Group]:
    """The groups that may be named, of how many people each has."""
    hidden = {group for group, many in people.items() if many < fewest}
    left = sorted((group for group in people if group not in hidden), key=lambda group: (people[group], str(group)))
    while left and 0 < sum(people[group] for group in hidden) < fewest:
        hidden.add(left.pop(0))
    return frozenset(people) - hidden
