"""Fields that forms of every room share; what they find wrong is said in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from thinking_together.core.school_filters import blocked


class Line(forms.CharField):
    """One line of text; its messages say which and how long."""

    def __init__(self, called: str, *, longest: int, width: int = 0, **options: Any) -> None:
        words = {
            "required": f"Enter {called}",
            "max_length": f"{called[:1].upper()}{called[1:]} must be {longest} characters or fewer",
            "null_characters_not_allowed": f"{called[:1].upper()}{called[1:]} has a character that cannot be kept",
        }
        attrs = {"autocomplete": "off"} | ({"class": f"govuk-input--width-{width}"} if width else {})
        options.setdefault("widget", forms.TextInput(attrs))
        super().__init__(max_length=longest, error_messages=words, **options)

    def to_python(self, value: Any) -> str:
        """Spaces and line ends of a paste become single spaces."""
        return " ".join(str(super().to_python(value) or "").split())


class Words(Line):
    """A few sentences, in a box."""

    def __init__(self, called: str, *, longest: int, **options: Any) -> None:
        super().__init__(called, longest=longest, widget=forms.Textarea(), **options)

    def to_python(self, value: Any) -> str:
        text = forms.CharField.to_python(self, value) or ""
        return str(text).replace("\r\n", "\n").replace("\r", "\n")


def code_of_area(called: str, **options: Any) -> Line:
    code = RegexValidator(
        r"\A[A-Z][0-9]{8}\Z", f"{called[:1].upper()}{called[1:]} is a letter and eight digits, like E06000036"
    )
    return Line(called, longest=12, width=10, validators=[code], **options)


class Title(Line):
    """One that stands in subjects of mails and in calendars: no filter of a school may stop it."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if blocked(value):
            raise forms.ValidationError("Filters of schools block mail that names self-harm here: choose other words")


class EmailAddress(forms.EmailField):
    """In small letters, so that one address is the same however it is typed. ``called`` is "your e-mail address"."""

    def __init__(self, called: str, *, fills_in: bool = False, **options: Any) -> None:
        words = {
            "required": f"Enter {called}",
            "invalid": "Enter an e-mail address in the correct format, like name@example.org",
        }
        options.setdefault("label", "E-mail address")
        attrs = {"autocomplete": "email" if fills_in else "off", "spellcheck": "false"}
        super().__init__(max_length=254, error_messages=words, widget=forms.EmailInput(attrs), **options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").lower()
