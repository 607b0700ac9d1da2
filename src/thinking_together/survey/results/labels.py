"""Which groups may be named beside somebody's words: those of at least ten people, and never by leaving one out.

Words without a group are those of all groups that are not named. If these together were fewer than ten people, they
would be as good as named; so the smallest of the others keeps them company.

The same words stand in every view, so whoever looks at one after the other knows all that is named beside them. So
people are parted by the sector first and then by each further question in its order, and a part is named only where it
and what stays without a name have ten people each within what the views before it tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from thinking_together.analysis.disclosure import SURVEY
from thinking_together.survey.form.questionnaire import Questionnaire, Variable
from thinking_together.survey.held.outcomes import USABLE
from thinking_together.survey.held.queries import kept_answers
from thinking_together.survey.models import QuestionnaireVersion

NOT_NAMED = "not named"
NOT_SAID = -1  # skipped, or not asked
Said = tuple[int, ...]  # which answer to each further question that parts people
Group = tuple[str, Said]
Part = str | int


@dataclass(frozen=True)
class Groups:
    """The groups of those whom a release counts. ``sectors`` are (code, name) of those that may be named alone.

    ``people`` has a row for each response: ``id``, ``sector`` and the answers to the further questions.
    """

    sectors: tuple[tuple[str, str], ...]
    labels: Mapping[Group, str]
    people: pl.DataFrame

    def labels_of(self, responses: Sequence[int]) -> dict[int, str]:
        """The name of each response's group, where it may be named."""
        some = self.people.filter(pl.col("id").is_in(list(responses)))
        return {pk: self.labels.get((sector, tuple(said)), NOT_NAMED) for pk, sector, *said in some.rows()}


def groups_of(
    version: QuestionnaireVersion, questionnaire: Questionnaire, sectors: Mapping[str, str], by: Variable | None = None
) -> Groups:
    """The sectors, or the parts into which ``by`` parts them."""
    further = further_splits(questionnaire)
    columns = [f"@{variable.code}" for variable in further]
    frame = kept_answers(version, questionnaire).counted(("sector", "outcome", "trial", *columns))
    usable = frame.filter(~pl.col("trial") & pl.col("outcome").is_in(USABLE))
    answers = (pl.col(name).cast(pl.Int64).clip(lower_bound=NOT_SAID) for name in columns)
    people = usable.select("id", "sector", *answers)
    many = {(row[0], row[1:-1]): row[-1] for row in people.group_by("sector", *columns).len().rows()}
    views = named_in_views(many, SURVEY.smallest_group)
    alone = sorted({sector for (sector, _), told in views.items() if sector and told[0]})
    place = further.index(by) if by else None
    labels = {
        (sector, said): _label(sector, said, sectors, by, place)
        for (sector, said), told in views.items()
        if told[0 if place is None else place + 1]
    }
    return Groups(tuple((code, sectors.get(code, code)) for code in alone), labels, people)


def further_splits(questionnaire: Questionnaire) -> list[Variable]:
    """What parts people beside the sector, in the order asked."""
    return [each for each in questionnaire.variables if each.item.split and each.item is not questionnaire.sector_item]


def _label(sector: str, said: Said, sectors: Mapping[str, str], by: Variable | None, place: int | None) -> str:
    name = sectors.get(sector, sector) or NOT_NAMED
    return f"{name}: {by.choices[said[place]].label}" if by and place is not None and said[place] != NOT_SAID else name


def named_in_views(people: Mapping[Group, int], fewest: int) -> dict[Group, tuple[bool, ...]]:
    """Of each group whether it may be named: in the view by sector, and in that by each further question.

    Whatever is named beside the same words in all views together is true of at least ``fewest`` people.
    """
    told: dict[Group, tuple[bool, ...]] = dict.fromkeys(people, ())
    classes = [list(people)]
    for view in range(1 + max((len(said) for _, said in people), default=0)):
        finer: list[list[Group]] = []
        for members in classes:
            parts = _parted(members, view)
            sizes = {part: sum(people[one] for one in some) for part, some in parts.items()}
            of_a_sector = view == 0 or (bool(members) and told[members[0]][0])
            may = named(sizes, fewest) if of_a_sector else frozenset()
            finer += [parts[part] for part in may]
            finer.append([one for part, some in parts.items() if part not in may for one in some])
            told |= {one: (*told[one], part in may) for part, some in parts.items() for one in some}
        classes = finer
    return told


def _parted(members: Sequence[Group], view: int) -> dict[Part, list[Group]]:
    """By sector in the first view, by the answer to a further question in each other."""
    parts = defaultdict[Part, list[Group]](list)
    for sector, said in members:
        parts[said[view - 1] if view else sector].append((sector, said))
    return parts


def named(people: Mapping[Part, int], fewest: int) -> frozenset[Part]:
    """The parts that may be named, of how many people each has."""
    hidden = {part for part, many in people.items() if many < fewest}
    left = sorted((part for part in people if part not in hidden), key=lambda part: (people[part], str(part)))
    while left and 0 < sum(people[part] for part in hidden) < fewest:
        hidden.add(left.pop(0))
    return frozenset(people) - hidden
