"""The invented place: its programme, sectors, organisations, phases and the people who take part."""

from __future__ import annotations

from dataclasses import dataclass

from examples.generator.chance import Chance, Plan
from examples.generator.output import Output

SLUG = "fernshire"
TITLE = "Thinking together about self-harm in Fernshire"
AS_OF = "2023-11-06"
SECTORS = (
    ("health", "Health", 210),
    ("education", "Education", 1150),
    ("council", "The council", 320),
    ("voluntary", "Voluntary and community sector", 95),
    ("police", "Police", 60),
    ("primary_care", "General practice", 85),
    ("other", "Other", 40),
)
PARTNERS = (
    ("council", "Fernshire Council", "council"),
    ("trust", "Fernshire Hospitals NHS Trust", "health"),
    ("camhs", "Fernshire CAMHS", "health"),
    ("schools_team", "Fernshire Schools Mental Health Support Team", "education"),
    ("youth_alliance", "Fernshire Youth Alliance", "voluntary"),
)
PHASES = (
    (
        "network",
        "2023-01-09",
        "2023-10-31",
        "A launch webinar, then a learning network that any member of the workforce could join.",
    ),
    (
        "survey",
        "2023-02-06",
        "2023-03-20",
        "An anonymous online survey with a short core and a further part for those with time.",
    ),
    ("local_data", "2023-03-01", "2023-04-28", "Published admissions for Fernshire beside a comparator."),
    ("reflection", "2023-05-09", "2023-06-29", "Small mixed groups, face to face, with notes by question."),
    (
        "literature",
        "2023-02-13",
        "2023-05-26",
        "A rapid review of leaflets, guides, toolkits and training, screened by reviewers working apart.",
    ),
    (
        "baseline",
        "2023-06-13",
        "2023-07-18",
        "Agencies rated their practice against NG225 and agreed a rating together, in online meetings.",
    ),
)
NO_NUMBER = "invented, no number"
RESPONSIBLE = (
    ("lead", "Robin Okafor", NO_NUMBER),
    ("safeguarding_lead", "Samira Holloway", NO_NUMBER),
    ("safeguarding_deputy", "Hana Whitlock", NO_NUMBER),
    ("network", "Robin Okafor", ""),
    ("survey", "Priya Lindqvist", ""),
    ("local_data", "Priya Lindqvist", ""),
    ("reflection", "Hana Whitlock", ""),
    ("literature", "Tomos Adeyemi", ""),
    ("baseline", "Callum Ferreira", ""),
)
RETENTION = (
    ("contacts", 12, "To tell them what came of it, and to ask once whether it helped."),
    ("answers", 24, "To compare with a second wave; the figures of a published report stay."),
    ("notes", 24, "To check what a report says of them."),
    ("audit", 72, "The usual time for records of how public money was used."),
)
ROLES = {
    "health": ("clinician", "school nurse", "paediatric nurse", "psychologist"),
    "education": ("teacher", "pastoral lead", "head teacher", "support assistant", "special needs lead"),
    "council": ("social worker", "family worker", "educational psychologist", "public health officer"),
    "voluntary": ("youth worker", "counsellor", "volunteer coordinator"),
    "police": ("neighbourhood officer",),
    "primary_care": ("general practitioner",),
    "other": ("sports coach", "faith group leader"),
}
MEMBERS = {"health": 41, "education": 68, "council": 37, "voluntary": 24, "police": 8, "primary_care": 2, "other": 6}
INTERESTS = ("training", "parents", "schools", "supervision", "digital", "policy")


@dataclass(frozen=True)
class Person:
    """Somebody of the workforce who takes part, by code."""

    code: str
    sector: str
    partner: str
    role: str
    interests: tuple[str, ...]


def people(plan: Plan) -> list[Person]:
    chance = plan.chance("people")
    made: list[Person] = []
    joined = MEMBERS if plan.on(31) else MEMBERS | dict.fromkeys(("police", "primary_care", "other"), 12)
    for sector, many in joined.items():
        for _ in range(many):
            made.append(_person(chance, f"p{len(made) + 1:03d}", sector))
    return made


def _person(chance: Chance, code: str, sector: str) -> Person:
    choices = {"health": ("trust", "camhs"), "council": ("council",), "voluntary": ("youth_alliance", "")}.get(
        sector, ("",)
    )
    interests = tuple(i for i in INTERESTS if chance.below(0.35))
    return Person(code, sector, chance.pick(choices), chance.pick(ROLES[sector]), interests)


def write_place(plan: Plan, out: Output, members: list[Person]) -> None:
    out.copy("programme/programme.yaml")
    out.rows("programme/sectors.csv", "code name headcount", SECTORS)
    out.rows("programme/partners.csv", "code name sector", PARTNERS)
    out.rows("programme/phases.csv", "phase starts ends summary", PHASES)
    out.rows("programme/responsible.csv", "duty name phone", RESPONSIBLE)
    out.rows("programme/retention.csv", "kind months why", RETENTION)
    out.rows(
        "programme/participants.csv",
        "code sector partner role interests",
        [(p.code, p.sector, p.partner, p.role, p.interests) for p in members],
    )
