"""The baseline assessment: a workbook in NICE's layout, five agencies' ratings, one agreed rating, minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from examples.generator.chance import Chance, Plan
from examples.generator.gatherings import MEETINGS
from examples.generator.marked import Marked, marked
from examples.generator.output import TEXT, Output

AGENCIES = ("council", "trust", "camhs", "schools_team", "youth_alliance")
# What makes a thing harder or easier for an agency; numbers are shares.
STRENGTH = {"council": 0.0, "trust": 0.1, "camhs": 0.2, "schools_team": -0.1, "youth_alliance": -0.05}
NOT_FOR = {
    "council": ("1.9", "1.13"),
    "schools_team": ("1.6", "1.9", "1.11", "1.13"),
    "youth_alliance": ("1.9", "1.13"),
}
BECAUSE_OF = {
    "no_formal_assessment_training": 8,
    "episode_definition": 10,
    "thresholds_not_agreed": 10,
    "assessment_capacity": 10,
    "parental_response": 12,
    "parent_resources": 12,
    "hidden_harm": 14,
    "mhst_valued": 16,
    "mhst_reach": 16,
    "disability_adapted": 20,
    "supervision_ad_hoc": 23,
    "collaboration_works": 28,
    "open_dialogue": 28,
}
# What must come out not met or in part for a claim to be there; without the claim it is met.
HELD_BACK = {"1.14.4": 8, "1.5.1": 10, "1.7.3": 10, "1.15.1": 23}
ORDER = ("not_met", "partly", "met")


@dataclass(frozen=True)
class Recommendation:
    number: str
    label: str
    hardness: int

    @property
    def section(self) -> str:
        return self.number.rpartition(".")[0]


@dataclass(frozen=True)
class Said:
    """A line of the minutes or a comment beside a rating."""

    place: str
    topic: str
    speaker: str
    text: Marked


@dataclass(frozen=True)
class Baseline:
    recommendations: tuple[Recommendation, ...]
    ratings: dict[tuple[str, str], str]
    agreed: dict[str, str]
    minutes: tuple[Said, ...]
    comments: tuple[Said, ...]


def make_baseline(plan: Plan) -> Baseline:
    recommendations = tuple(_recommendations())
    chance = plan.chance("ratings")
    ratings = {(r.number, a): _rating(plan, chance, r, a) for r in recommendations for a in AGENCIES}
    agreed = {r.number: _agreed([ratings[r.number, a] for a in AGENCIES]) for r in recommendations}
    minutes = [Said(*parts, marked(text)) for *parts, text in _table("minutes")]
    comments = [Said(number, "", agency, marked(text)) for number, agency, text in _table("comments")]
    off = {code for code, claim in BECAUSE_OF.items() if not plan.on(claim)}
    kept = list(_once([*comments, *minutes], off))
    return Baseline(
        recommendations,
        ratings,
        agreed,
        tuple(said for said in kept if said.topic),
        tuple(said for said in kept if not said.topic),
    )


def _once(said: list[Said], off: set[str]) -> Iterator[Said]:
    """All that was said, but of a claim that is switched off what one agency said by itself and nothing else."""
    seen: set[str] = set()
    for one in said:
        again = one.text.codes & off & (seen if one.speaker != "group" else off)
        if not again:
            seen |= one.text.codes & off
            yield one


def _table(name: str) -> Iterator[list[str]]:
    for line in (TEXT / f"baseline/{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            cells = line.split(" | ")
            yield cells


def _recommendations() -> Iterator[Recommendation]:
    for number, label, hardness in _table("recommendations"):
        yield Recommendation(number, label, int(hardness))


def _rating(plan: Plan, chance: Chance, r: Recommendation, agency: str) -> str:
    drawn = chance.source.random()
    if r.section in NOT_FOR.get(agency, ()):
        return "not_relevant"
    claim = HELD_BACK.get(r.number)
    if claim is not None:
        if not plan.on(claim):
            return "met" if drawn < 0.7 else "partly"
        return "not_met" if claim == 8 or (claim == 23 and agency == "schools_team") else "partly"
    reach = {1: 0.85, 2: 0.45, 3: 0.1}[r.hardness] + STRENGTH[agency]
    if drawn < reach:
        return "met"
    return "partly" if drawn < reach + (0.5 if r.hardness < 3 else 0.45) else "not_met"


def _agreed(ratings: list[str]) -> str:
    """The group's rating: what the middle agency of those concerned said, the lower of two middles."""
    relevant = sorted((r for r in ratings if r != "not_relevant"), key=ORDER.index)
    return relevant[(len(relevant) - 1) // 2] if relevant else "not_relevant"


def spread(baseline: Baseline, number: str) -> str:
    """The disagreement that was kept: who differed from the agreed rating; empty where none did by much."""
    agreed = baseline.agreed[number]
    apart = [a for a in AGENCIES if {agreed, baseline.ratings[number, a]} == {"met", "not_met"}]
    if not apart:
        return ""
    words = {"met": "already in place", "not_met": "not yet in place"}
    names = Counter(words[baseline.ratings[number, a]] for a in apart)
    said, many = names.most_common(1)[0]
    return f"{'An agency' if many == 1 else 'Some agencies'} saw this as {said}; kept on record."


def write_baseline(out: Output, baseline: Baseline) -> None:
    comments = {(c.place, c.speaker): c.text.body for c in baseline.comments}
    out.rows(
        "baseline/ratings.csv",
        "recommendation agency rating comment",
        [(n, a, rating, comments.get((n, a), "")) for (n, a), rating in baseline.ratings.items()],
    )
    meetings = {section: meeting.code for meeting, section in _settled_at(baseline)}
    out.rows(
        "baseline/agreed.csv",
        "recommendation rating disagreement agreed_on",
        [
            (r.number, baseline.agreed[r.number], spread(baseline, r.number), meetings[r.section])
            for r in baseline.recommendations
        ],
    )
    out.rows(
        "baseline/signoff.csv",
        "agency by on",
        [("council", "director of children's services", "2023-09-04"), ("camhs", "clinical lead", "2023-09-11")],
    )
    for meeting in MEETINGS:
        said = [s for s in baseline.minutes if s.place == meeting.code]
        out.text(f"baseline/minutes/{meeting.code}.md", _minutes(meeting.title, said))


def _settled_at(baseline: Baseline) -> Iterator[tuple[object, str]]:
    first = ("1.1", "1.2", "1.3", "1.4", "1.13")
    second = ("1.5", "1.6", "1.7", "1.9", "1.11", "1.12")
    for section in dict.fromkeys(r.section for r in baseline.recommendations):
        yield MEETINGS[0 if section in first else 1 if section in second else 2], section


def _minutes(title: str, said: list[Said]) -> str:
    lines = [f"# {title}", ""]
    for topic in dict.fromkeys(s.topic for s in said):
        code, _, words = topic.partition(" ")
        lines += [f"## {code}: {words}", ""]
        lines += [f"- {s.speaker}: {s.text.body}" for s in said if s.topic == topic]
        lines.append("")
    return "\n".join(lines)
