"""Notes of the reflective sessions: by question, what each sector said, from many contributions a facilitator wrote.

No contribution stands in two sessions. What a session is sure to hear, and what it may hear, depends on the claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from examples.generator.chance import Chance, Plan
from examples.generator.gatherings import SESSIONS, Event, Seat, sectors_at
from examples.generator.marked import Marked, marked
from examples.generator.output import TEXT, Output

QUESTIONS = ("noticing", "responding", "families", "together", "ourselves")
LEAST, MOST = 4, 5
# Codes that each session hears something about, and the claim that makes it so.
IN_EVERY_SESSION = {"parental_response": 12, "person_not_phone": 22, "bespoke_support": 26}
# Codes that sessions hear about because of a claim; without it they come up here and there only.
BECAUSE_OF = {
    **IN_EVERY_SESSION,
    "nhs_systems_unknown": 9,
    "barrier_to_treatment": 9,
    "hidden_harm": 14,
    "elsa_pressure": 15,
    "mhst_valued": 16,
    "mhst_reach": 16,
    "primary_age": 17,
    "no_endorsed_resource": 27,
    "hard_to_navigate": 27,
    "collaboration_works": 28,
    "open_dialogue": 28,
    "education_alone": 29,
    "pressure_to_stop": 29,
    "senior_isolated": 29,
    "elsa_turnover": 29,
    "space_to_reflect": 30,
}


# In how many sessions other subjects come up at least; more by chance.
IN_SOME_SESSIONS = {
    "nhs_systems_unknown": 5,
    "barrier_to_treatment": 5,
    "education_alone": 4,
    "pressure_to_stop": 3,
    "collaboration_works": 4,
    "thresholds_not_agreed": 3,
    "hidden_harm": 5,
    "primary_age": 4,
    "risk_social_media": 3,
    "risk_relationships": 2,
    "risk_home": 2,
    "elsa_pressure": 4,
    "mhst_valued": 3,
    "mhst_reach": 3,
    "supervision_ad_hoc": 3,
    "space_to_reflect": 4,
    "senior_isolated": 2,
    "elsa_turnover": 2,
    "gillick_asked": 2,
    "coproduced_training": 2,
    "mhfa_not_enough": 2,
    "open_dialogue": 3,
    "no_endorsed_resource": 3,
    "hard_to_navigate": 3,
}
OF_EDUCATION = ("nhs_systems_unknown", "barrier_to_treatment", "education_alone", "hidden_harm")


@dataclass(frozen=True)
class Contribution:
    """What somebody of a sector, or the whole ``group``, said."""

    question: str
    sector: str
    text: Marked


@dataclass(frozen=True)
class Notes:
    """One session's notes, by question in order."""

    event: Event
    contributions: tuple[Contribution, ...]


def questions() -> list[tuple[str, str]]:
    return [(code, _lines(code)[0].removeprefix("# ")) for code in QUESTIONS]


def _lines(question: str) -> list[str]:
    return (TEXT / f"contributions/{question}.txt").read_text(encoding="utf-8").splitlines()


def _pool() -> list[Contribution]:
    found = []
    for question in QUESTIONS:
        for line in _lines(question):
            if line.startswith("#"):
                continue
            sector, _, text = line.partition(" | ")
            found.append(Contribution(question, sector, marked(text)))
    return found


def _heard_in(plan: Plan, chance: Chance) -> dict[str, set[str]]:
    """For each code of a claim that is switched off, the sessions in which it comes up all the same.

    What should be heard in every session is heard in most, what should be heard in most is heard in one: a mixed
    picture, in which the claim is not so.
    """
    events = [event.code for event in SESSIONS]
    off = [code for code, claim in BECAUSE_OF.items() if not plan.on(claim)]
    return {code: set(chance.shuffled(events)[: 4 if code in IN_EVERY_SESSION else 1]) for code in off}


def session_notes(plan: Plan, places: list[Seat]) -> list[Notes]:
    """Deals the contributions out: first what every session hears, then the rest by turns."""
    chance = plan.chance("notes")
    deal = _Deal(chance.shuffled(_pool()), _heard_in(plan, plan.chance("heard")))
    for code in IN_EVERY_SESSION:
        for event in SESSIONS:
            deal.one(event, sectors_at(places, event), code=code)
    for at, (code, many) in enumerate(IN_SOME_SESSIONS.items()):
        for turn in range(many):
            event = SESSIONS[(at + turn) % len(SESSIONS)]
            deal.one(event, ["education"] if code in OF_EDUCATION else sectors_at(places, event), code=code)
    for round_ in range(MOST):
        for event in SESSIONS:
            for question in QUESTIONS:
                if sum(c.question == question for c in deal.dealt[event.code]) <= round_:
                    deal.one(event, sectors_at(places, event), question=question)
    return [Notes(event, tuple(_in_order(chance, deal.dealt[event.code]))) for event in SESSIONS]


class _Deal:
    """Contributions going to sessions; ``heard_in`` keeps a code to some of them."""

    def __init__(self, left: list[Contribution], heard_in: dict[str, set[str]]) -> None:
        self.left = left
        self.heard_in = heard_in
        self.dealt: dict[str, list[Contribution]] = {event.code: [] for event in SESSIONS}

    def one(self, event: Event, sectors: list[str], code: str = "", question: str = "") -> None:
        """The next contribution that fits, if there is one."""
        for c in self.left:
            fits = (not code or code in c.text.codes) and (not question or c.question == question)
            if fits and c.sector in (*sectors, "group") and self._may_be_heard(c, event):
                self.left.remove(c)
                self.dealt[event.code].append(c)
                return

    def _may_be_heard(self, c: Contribution, event: Event) -> bool:
        return all(event.code in self.heard_in.get(code, {event.code}) for code in c.text.codes)


def _in_order(chance: Chance, said: list[Contribution]) -> Iterator[Contribution]:
    for question in QUESTIONS:
        yield from chance.shuffled(c for c in said if c.question == question)


def named(notes: Notes) -> Iterator[tuple[str, Contribution]]:
    """Each contribution with its name as a text: session, question, number."""
    counts: dict[str, int] = {}
    for c in notes.contributions:
        counts[c.question] = counts.get(c.question, 0) + 1
        yield f"reflection/{notes.event.code}/{c.question}/{counts[c.question]}", c


def write_sessions(plan: Plan, out: Output, all_notes: list[Notes]) -> None:
    asked = dict(questions())
    out.rows("reflection/questions.csv", "code text", [*asked.items(), *FEEDBACK.items()])
    for notes in all_notes:
        lines = [f"# {notes.event.title}", ""]
        for question in QUESTIONS:
            said = [c for c in notes.contributions if c.question == question]
            lines += [f"## {question}: {asked[question]}", ""]
            lines += [f"- {c.sector}: {c.text.body}" for c in said]
            lines.append("")
        out.text(f"reflection/notes/{notes.event.code}.md", "\n".join(lines))
    _write_feedback(plan, out)


FEEDBACK = {
    "worth_my_time": "The session was worth my time",
    "could_speak_openly": "I could speak openly",
    "learnt_from_others": "I learnt from people of other services",
    "would_come_again": "I would come again",
}


def _write_feedback(plan: Plan, out: Output) -> None:
    chance = plan.chance("feedback")
    rows = []
    for event in SESSIONS:
        for form in range(1, 7):
            for item in FEEDBACK:
                good = item != "could_speak_openly"
                rows.append((event.code, form, item, chance.pick((4, 5, 5, 5) if good else (3, 4, 4, 5))))
    out.rows("reflection/feedback.csv", "session form item points", rows)
