"""Who one can be in the demonstration, and what to look at as each: invented people at example.org."""

from __future__ import annotations

from dataclasses import dataclass

from thinking_together.core.permissions import Role


@dataclass(frozen=True, slots=True)
class Stop:
    """A page worth looking at: the name of its address, whether that takes the programme, and why to look."""

    text: str
    why: str
    name: str
    of_programme: bool = True


@dataclass(frozen=True, slots=True)
class Guide:
    """An invented person in a role, what the role does, and three pages to begin with."""

    role: Role
    person: str
    does: str
    stops: tuple[Stop, Stop, Stop]

    @property
    def email(self) -> str:
        return f"{self.role.replace('_', '-')}@example.org"


def _dashboard(why: str) -> Stop:
    return Stop("Dashboard", why, "programme")


def _reports(why: str) -> Stop:
    return Stop("Reports", why, "reports", of_programme=False)


def _account(why: str) -> Stop:
    return Stop("Your account", why, "account", of_programme=False)


PEOPLE = Stop("People", "who takes part, in which role, and who is invited", "people")
AUDIT = Stop("Audit log", "who did what to which record, and when", "audit")
SUPPORT = Stop("Support for you", "where anybody can turn, from every page", "support", of_programme=False)

GUIDES = (
    Guide(
        Role.LEAD,
        "Robin Okafor",
        "A lead runs the programme: invites people, keeps the timetable and answers for the report.",
        (_dashboard("how far each part is, and what waits for you"), PEOPLE, AUDIT),
    ),
    Guide(
        Role.ANALYST,
        "Priya Lindqvist",
        "An analyst works on the data, the evidence and the findings.",
        (
            _dashboard("who took part, with small numbers kept back"),
            _reports("every figure leads to its source"),
            _account("what is held about you, and how to sign in safely"),
        ),
    ),
    Guide(
        Role.CODER,
        "Tomos Adeyemi",
        "A coder reads texts and marks what they are about.",
        (_dashboard("where texts come from"), _reports("what coded texts become"), SUPPORT),
    ),
    Guide(
        Role.FACILITATOR,
        "Hana Whitlock",
        "A facilitator runs reflective sessions and writes their notes.",
        (_dashboard("which sessions were held"), _reports("what was heard in sessions"), SUPPORT),
    ),
    Guide(
        Role.BASELINE_CONTRIBUTOR,
        "Callum Ferreira",
        "A baseline contributor says how far an organisation follows each recommendation of the guideline.",
        (
            _dashboard("how far the baseline assessment is"),
            _reports("what the group agreed on"),
            _account("what is held about you"),
        ),
    ),
    Guide(
        Role.DIRECTORY_EDITOR,
        "Mei Castellane",
        "A directory editor keeps the list of where people can turn.",
        (_dashboard("how the programme gets on"), SUPPORT, _account("what is held about you")),
    ),
    Guide(
        Role.VIEWER,
        "Alex Thornbury",
        "A viewer, such as a commissioner or a head teacher, reads what the programme shows its members.",
        (
            _dashboard("how far the programme is"),
            _reports("what was found and what should change"),
            SUPPORT,
        ),
    ),
)
BY_ROLE = {guide.role.value: guide for guide in GUIDES}
