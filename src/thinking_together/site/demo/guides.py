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
    """An invented person in a role, what the role does, and the pages to begin with, in order."""

    role: Role
    person: str
    does: str
    stops: tuple[Stop, ...]

    @property
    def email(self) -> str:
        return f"{self.role.replace('_', '-')}@example.org"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody who knows nothing of the system may try first, by what they do for a living."""

    who: str
    what: str
    role: Role


def _dashboard(why: str) -> Stop:
    return Stop("Dashboard", why, "programme")


def _evidence(why: str) -> Stop:
    return Stop("Evidence", why, "evidence_catalogue")


def _reports(why: str) -> Stop:
    return Stop("Reports", why, "reports", of_programme=False)


def _account(why: str) -> Stop:
    return Stop("Your account", why, "account", of_programme=False)


INVITE = Stop("Invite somebody", "type any address; nothing leaves this machine", "people_invite")
MAIL = Stop("Messages", "read the invitation that you have sent", "demo_mail", of_programme=False)
NETWORK = Stop(
    "Network", "the public page, who belongs to it, and a webinar that people can sign up for", "network_inside"
)
SESSIONS = Stop(
    "Sessions", "a round that waits for its groups: make the plan, and see what each rule costs", "sessions"
)
COLLECT = Stop("Collect answers", "the links of a survey that is open: a sector each, with a poster", "survey_collect")
SETUP = Stop("Set up", "the place, its sectors and timetable, and who is responsible for safeguarding", "setup")
AUDIT = Stop("Audit log", "find your invitation in it: who did what, and when", "audit")
SUPPORT = Stop("Support for you", "where anybody can turn, from every page", "support", of_programme=False)

GUIDES = (
    Guide(
        Role.LEAD,
        "Robin Okafor",
        "A lead runs the programme: invites people, keeps the timetable and answers for the report.",
        (
            _dashboard("how far each part is, and what waits for you"),
            NETWORK,
            COLLECT,
            SESSIONS,
            SETUP,
            INVITE,
            MAIL,
            AUDIT,
        ),
    ),
    Guide(
        Role.ANALYST,
        "Priya Lindqvist",
        "An analyst works on the data, the evidence and the findings.",
        (
            _dashboard("who took part, with small numbers kept back"),
            _evidence("choose a phase, then a figure, and ask it in another way"),
            Stop(
                "Short report", "what is written, what is final, and what keeps it from being published", "report_state"
            ),
            _reports("every figure leads to its source"),
        ),
    ),
    Guide(
        Role.CODER,
        "Tomos Adeyemi",
        "A coder reads texts and marks what they are about.",
        (
            _dashboard("where texts come from"),
            _evidence("what coded texts become: figures of the phase they were said in"),
            SUPPORT,
        ),
    ),
    Guide(
        Role.FACILITATOR,
        "Hana Whitlock",
        "A facilitator runs reflective sessions and writes their notes.",
        (
            _dashboard("which sessions were held"),
            Stop("Sessions", "open one: its guide, what to do when somebody is distressed, and its notes", "sessions"),
            _reports("what was heard in sessions"),
            SUPPORT,
        ),
    ),
    Guide(
        Role.BASELINE_CONTRIBUTOR,
        "Callum Ferreira",
        "A baseline contributor says how far an organisation follows each recommendation of the guideline.",
        (
            _dashboard("how far the baseline assessment is"),
            _evidence("what the agencies answered, in the last of the six phases"),
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
            _reports("page one: what was found and what is asked of whom"),
            _evidence("where a figure of the report comes from"),
            SUPPORT,
        ),
    ),
)
SUGGESTIONS = (
    Suggestion(
        "You lead a programme, or will",
        "See at one glance what is done and what waits for whom, invite somebody, and read the message they get.",
        Role.LEAD,
    ),
    Suggestion(
        "You analyse data",
        "Take one figure, see its interval, its source and the sentences that stand on it, and ask it another way.",
        Role.ANALYST,
    ),
    Suggestion(
        "You work in a school",
        "Read what teachers said they need, and see that no school and nobody can be recognised.",
        Role.VIEWER,
    ),
    Suggestion(
        "You commission services, or sit on a board",
        "Read page one of the report, then follow one recommendation back to what it stands on.",
        Role.VIEWER,
    ),
)
BY_ROLE = {guide.role.value: guide for guide in GUIDES}
