"""Who may do what: the roles, the permissions and the one table, and the decorator by which a view names its own.

A room above fills registers: how a person's membership of a programme is found, what members may do because of what
they answer for, what stands in the way of somebody who must use a second factor, and what is shown in the place of open
pages that are held back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial, wraps
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from thinking_together.core.banners import banners_for


class Role(StrEnum):
    """What a person is in one programme."""

    LEAD = "lead"
    ANALYST = "analyst"
    CODER = "coder"
    FACILITATOR = "facilitator"
    BASELINE_CONTRIBUTOR = "baseline_contributor"
    DIRECTORY_EDITOR = "directory_editor"
    VIEWER = "viewer"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


_MAY = {
    Role.LEAD: "Sees and changes everything, invites people, reads the audit log. Needs a second factor.",
    Role.ANALYST: "Works on data, evidence, findings and the report. Needs a second factor.",
    Role.CODER: "Codes texts: until this service has pages for it, in a tool of their own.",
    Role.FACILITATOR: "Runs sessions and writes their notes.",
    Role.BASELINE_CONTRIBUTOR: "Answers the baseline for an organisation: until it has pages, in its workbook.",
    Role.DIRECTORY_EDITOR: "Keeps the directory of resources, once there is one. Until then, reads.",
    Role.VIEWER: "Reads what the programme shows its members.",
}


def role_hints() -> dict[str, str]:
    """What each role is for, where people choose one."""
    return {role.value: words for role, words in _MAY.items()}


class Permission(StrEnum):
    """What a view lets people do. The first five need no role in one programme.

    ``BRING_IN``: whoever may begin programmes, and whoever leads one.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    INSTALLATION = "installation"
    BEGIN_PROGRAMMES = "begin_programmes"
    BRING_IN = "bring_in"
    SEE_PROGRAMME = "see_programme"
    SEE_AUDIT = "see_audit"
    MANAGE_PEOPLE = "manage_people"
    BUILD_REPORT = "build_report"
    PUBLISH_REPORT = "publish_report"
    SET_UP = "set_up"
    SEND_MESSAGES = "send_messages"
    RUN_EVENTS = "run_events"
    PAUSE = "pause"
    RESUME = "resume"
    CARRY_BUNDLE = "carry_bundle"
    PURGE = "purge"
    WRITE_QUESTIONNAIRE = "write_questionnaire"
    PUBLISH_QUESTIONNAIRE = "publish_questionnaire"
    RUN_SURVEY = "run_survey"
    RUN_NETWORK = "run_network"
    ANALYSE_SURVEY = "analyse_survey"
    SEE_CONCERNS = "see_concerns"
    PLAN_SESSIONS = "plan_sessions"
    RUN_SESSIONS = "run_sessions"


EVERY_ROLE = frozenset(Role)
LEADS = frozenset({Role.LEAD})
NO_ROLE: frozenset[Role] = frozenset()
# What somebody may also do because of what they answer for, whatever their role.
BY_DUTY = frozenset({Permission.PAUSE, Permission.RESUME, Permission.PURGE, Permission.SEE_CONCERNS})
ALLOWED: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.SEE_PROGRAMME: EVERY_ROLE,
        Permission.SEE_AUDIT: LEADS,
        Permission.MANAGE_PEOPLE: LEADS,
        Permission.BUILD_REPORT: frozenset({Role.LEAD, Role.ANALYST}),
        Permission.PUBLISH_REPORT: LEADS,
        Permission.SET_UP: LEADS,
        Permission.SEND_MESSAGES: LEADS,
        Permission.RUN_EVENTS: frozenset({Role.LEAD, Role.FACILITATOR}),
        Permission.PAUSE: LEADS,
        Permission.RESUME: NO_ROLE,
        Permission.CARRY_BUNDLE: LEADS,
        Permission.PURGE: LEADS,
        Permission.WRITE_QUESTIONNAIRE: frozenset({Role.LEAD, Role.ANALYST}),
        Permission.PUBLISH_QUESTIONNAIRE: LEADS,
        Permission.RUN_SURVEY: LEADS,
        Permission.RUN_NETWORK: LEADS,
        Permission.ANALYSE_SURVEY: frozenset({Role.LEAD, Role.ANALYST}),
        Permission.SEE_CONCERNS: NO_ROLE,
        Permission.PLAN_SESSIONS: LEADS,
        Permission.RUN_SESSIONS: frozenset({Role.LEAD, Role.FACILITATOR}),
    }
)
# What a person has to be, whatever their roles: names of marks of an account.
_OF_THE_INSTALLATION: Mapping[Permission, tuple[str, ...]] = MappingProxyType(
    {
        Permission.INSTALLATION: ("is_installation_staff",),
        Permission.BEGIN_PROGRAMMES: ("is_installation_staff", "may_begin_programmes"),
    }
)
# They reach answers, notes and people; whoever contributes now and then is never asked for one.
NEEDS_SECOND_FACTOR = frozenset({Role.LEAD, Role.ANALYST})


class Member(Protocol):
    """A membership, as far as permissions go."""

    @property
    def role(self) -> str: ...
    @property
    def programme(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What a view is about, where its address does not name the programme: which one, and whether all may see it."""

    programme: str
    open: bool = False


View = Callable[..., HttpResponseBase]
SubjectOf = Callable[..., Subject]
_find_member: list[Callable[[Any, str], Member | None]] = []
_leads_any: list[Callable[[Any], bool]] = []
_in_the_way: list[Callable[[HttpRequest], str | None]] = []
_duties: list[Callable[[Member], frozenset[Permission]]] = []
_held_back: list[Callable[[HttpRequest, str], HttpResponseBase | None]] = []


def register_members(find: Callable[[Any, str], Member | None], leads_any: Callable[[Any], bool]) -> None:
    """``find(person, slug)`` gives the membership with its programme, or nothing; ``leads_any(person)``: of any."""
    _find_member[:] = [find]
    _leads_any[:] = [leads_any]


def register_second_factor(in_the_way: Callable[[HttpRequest], str | None]) -> None:
    """``in_the_way(request)`` gives the address where a second factor is set up, or nothing when one was used."""
    _in_the_way[:] = [in_the_way]


def register_duties(find: Callable[[Member], frozenset[Permission]]) -> None:
    """``find(member)`` gives what they may do because of what they answer for, of ``BY_DUTY``."""
    _duties[:] = [find]


def register_held_back(find: Callable[[HttpRequest, str], HttpResponseBase | None]) -> None:
    """``find(request, slug)`` gives what is shown in the place of a programme's open pages, or nothing."""
    _held_back[:] = [find]


def allows(member: Member, permission: Permission) -> bool:
    """Whether a member may, by role or by duty."""
    return may(member.role, permission) or (permission in BY_DUTY and permission in _of_duty(member))


def _of_duty(member: Member) -> frozenset[Permission]:
    """Asked once for a membership; what was found stays with it."""
    if not hasattr(member, "of_duty"):
        member.of_duty = _duties[0](member)  # type: ignore[attr-defined]
    found: frozenset[Permission] = member.of_duty  # type: ignore[attr-defined]
    return found


def may(role: str, permission: Permission) -> bool:
    """Whether this role has this permission."""
    return role in ALLOWED[permission]


def requires(permission: Permission, *, of: SubjectOf | None = None) -> Callable[[View], View]:
    """The view's permission. The programme is the one that the address names, or whose ``of(**arguments)`` tells.

    Nobody signed in: to the sign-in page, but 404 where ``of`` finds something that is not open, as for what is not
    there. Not a member: 404, whether or not the programme exists. A member whose role may not: 403. A lead, analyst
    or staff without a second factor: to where it is set up.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            subject = of(**kwargs) if of else Subject(kwargs.get("programme", ""))
            if of and not subject.open and not request.user.is_authenticated:
                raise Http404("not for everybody")
            stop = _held_back[0] if subject.open else partial(_stopped, permission=permission)
            stopped = stop(request, subject.programme)
            return stopped or view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.subject_of = of  # type: ignore[attr-defined]
        return guarded

    return declare


def may_bring_in(person: Any) -> bool:
    """Whether this person may bring a whole programme into the installation."""
    return _is_one_of(person, Permission.BEGIN_PROGRAMMES) or _leads_any[0](person)


def _is_one_of(person: Any, permission: Permission) -> bool:
    """Whether an account has one of the marks that the permission asks for."""
    return any(getattr(person, mark, False) for mark in _OF_THE_INSTALLATION[permission])


def permission_of(view: Any) -> Permission | None:
    """The permission that a view declares; nothing when it declares none."""
    return getattr(view, "permission", None)


def _stopped(request: HttpRequest, slug: str, permission: Permission) -> HttpResponseBase | None:
    if permission is Permission.PUBLIC:
        return None
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    if permission is Permission.SIGNED_IN:
        return None
    if permission is Permission.BRING_IN:
        if not may_bring_in(request.user):
            raise PermissionDenied
        return _to_second_factor(request)
    if permission in _OF_THE_INSTALLATION:
        if not _is_one_of(request.user, permission):
            raise PermissionDenied
        return _to_second_factor(request)
    return _stopped_in_programme(request, slug, permission)


def _stopped_in_programme(request: HttpRequest, slug: str, permission: Permission) -> HttpResponseBase | None:
    member = _find_member[0](request.user, slug)
    if member is None:
        raise Http404("no such programme for this person")
    request.membership = member  # type: ignore[attr-defined]
    request.programme = member.programme  # type: ignore[attr-defined]
    if member.role in NEEDS_SECOND_FACTOR:
        stopped = _to_second_factor(request)
        if stopped:
            return stopped
    if not allows(member, permission):
        raise PermissionDenied
    _find_what_pages_need(request, member)
    return None


def _find_what_pages_need(request: HttpRequest, member: Member) -> None:
    """Now, and not while a page is made: it may be the page of an error, when the database is away."""
    _of_duty(member)  # what the navigation asks
    request.banners = banners_for(member)  # type: ignore[attr-defined]


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    back = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    return HttpResponseRedirect(reverse("account_login") + (f"?{urlencode(back)}" if back else ""))


def _to_second_factor(request: HttpRequest) -> HttpResponseRedirect | None:
    address = _in_the_way[0](request)
    return HttpResponseRedirect(address) if address else None
