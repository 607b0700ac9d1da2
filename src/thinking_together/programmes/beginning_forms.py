"""The journey to a new programme, one thing a page."""

from __future__ import annotations

from django import forms

from thinking_together.core.dates.fields import DateOfThree
from thinking_together.programmes.fields import EmailAddress, Line, code_of_area


class PlaceForm(forms.Form):
    place = Line("the place", longest=120, label="Place", help_text="The name that people who live there use.")
    area_code = code_of_area(
        "the area code", label="Area code", help_text="Of the Office for National Statistics, like E06000036."
    )
    comparator_code = code_of_area(
        "the code of the area to compare with",
        label="Code of the area to compare with",
        help_text="England is E92000001.",
        initial="E92000001",
    )


class TitleForm(forms.Form):
    title = Line(
        "the title",
        longest=200,
        label="Title",
        help_text="It stands on every page and on the report. School filters block some words: better do without them.",
    )


class StartForm(forms.Form):
    start = DateOfThree(
        called="first day",
        label="First day",
        help_text="The phases are proposed from this day on; you can change each of them.",
    )


class LeadForm(forms.Form):
    lead = EmailAddress(
        "their e-mail address",
        required=False,
        label="E-mail address of the lead (optional)",
        help_text="Of the person, not of a team. They get an invitation once you have checked your answers.",
    )
