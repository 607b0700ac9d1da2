"""What somebody tells who joins. Labels and hints are the page's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from thinking_together.network.public import interests_of
from thinking_together.programmes.fields import EmailAddress, Line
from thinking_together.programmes.models import Partner, Programme, Sector

NOT_LISTED = "none"


@dataclass(frozen=True, slots=True)
class JoinPage:
    """One page of the journey, with the fields that are asked there."""

    name: str
    title: str
    fields: tuple[str, ...]


PAGES = (
    JoinPage("work", "Your work", ("sector", "partner", "role")),
    JoinPage("interests", "What interests you?", ("interests",)),
    JoinPage("email", "Your e-mail address", ("email",)),
    JoinPage("check", "Check your answers and agree", ("consent",)),
)


class Interests(forms.MultipleChoiceField):
    """Any number of the programme's interests."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, programme: Programme, **options: Any) -> None:
        super().__init__(
            required=False,
            choices=interests_of(programme),
            label="Choose all that interest you (optional)",
            help_text="You hear about these first. You can change them later.",
            error_messages={"invalid_choice": "Choose only interests of the list"},
            **options,
        )


class JoinForm(forms.Form):
    key = forms.UUIDField(
        widget=forms.HiddenInput(), error_messages={"required": "Start again", "invalid": "Start again"}
    )
    sector = forms.ChoiceField(
        label="Which part of the workforce are you in?",
        widget=forms.RadioSelect(),
        error_messages={
            "required": "Choose the part of the workforce that you are in",
            "invalid_choice": "Choose the part of the workforce that you are in",
        },
    )
    partner = forms.ChoiceField(
        label="Which organisation do you work for?",
        required=False,
        error_messages={"invalid_choice": "Choose an organisation of the list, or that yours is not in it"},
    )
    role = Line(
        "your role",
        longest=120,
        required=False,
        label="What do you do there? (optional)",
        help_text="In a word or two, like: school nurse, youth worker.",
    )
    email = EmailAddress(
        "your e-mail address",
        fills_in=True,
        help_text="We send a link to it. You are a member once you have opened the link and pressed the button.",
    )
    consent = forms.BooleanField(
        label="I agree", error_messages={"required": "Tick the box if you agree. Nothing is kept if you do not"}
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sectors = {sector.code: sector for sector in programme.sectors.all()}
        self._partners = {partner.code: partner for partner in programme.partners.all()}
        self.hints = {sector.code: sector.includes for sector in self._sectors.values() if sector.includes}
        self._choose("sector", [(sector.code, sector.name) for sector in self._sectors.values()])
        partners = [(partner.code, partner.name) for partner in self._partners.values()]
        self._choose("partner", [(NOT_LISTED, "None of these, or another one"), *partners])
        self.fields["interests"] = Interests(programme)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_sector(self) -> Sector:
        return self._sectors[self.cleaned_data["sector"]]

    def clean_partner(self) -> Partner | None:
        return self._partners.get(self.cleaned_data["partner"])

    def wrong_page(self, before: int) -> JoinPage | None:
        """The first of so many pages on which something is wrong; the last is asked for its tick when it is sent."""
        return next((page for page in PAGES[:before] if any(name in self.errors for name in page.fields)), None)

    def keep_errors_of(self, page: JoinPage) -> None:
        """What is not asked on this page is no mistake of its reader."""
        for name in [name for name in self.errors if name not in page.fields]:
            del self.errors[name]

    def told(self) -> list[tuple[str, str, str]]:
        """The good answers as people read them, each with the name of its page."""
        good = self.cleaned_data
        names = dict(self.fields["interests"].choices)  # type: ignore[attr-defined]
        return [
            ("Part of the workforce", str(good["sector"]), "work"),
            ("Organisation", str(good["partner"] or "None of the list"), "work"),
            ("What you do", good["role"] or "Not told", "work"),
            ("Interests", ", ".join(names[code] for code in good["interests"]) or "None chosen", "interests"),
            ("E-mail address", good["email"], "email"),
        ]


def page_at(name: str) -> int:
    """Where a page stands in the journey; its first page for a name that is none."""
    return next((at for at, page in enumerate(PAGES) if page.name == name), 0)


def carried(data: Mapping[str, Any], shown: JoinPage) -> list[tuple[str, str]]:
    """What was answered on other pages, to be sent along: nothing is kept on the server before the end."""
    names = [name for page in PAGES for name in page.fields if name not in shown.fields and name != "consent"]
    return [(name, value) for name in names for value in data.getlist(name)]  # type: ignore[attr-defined]
