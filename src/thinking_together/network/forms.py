"""What leads fill in to run the network."""

from __future__ import annotations

from typing import Any

from django import forms

from thinking_together.core.dates.fields import DateOfThree
from thinking_together.network.models import Audience
from thinking_together.network.public import interests_of
from thinking_together.programmes.fields import Line, Title, Words
from thinking_together.programmes.models import Programme

MARKDOWN = "A blank line begins a paragraph, a line that begins with a hyphen is a list, [words](https://…) is a link."
LONGEST = 20_000


class PageForm(forms.Form):
    why = Words("why the programme is run", longest=LONGEST, label="Why", help_text=MARKDOWN)
    taking_part = Words("what taking part means", longest=LONGEST, label="What taking part means", help_text=MARKDOWN)


class ConsentForm(forms.Form):
    words = Words(
        "what people agree to",
        longest=5000,
        label="What people agree to who join",
        help_text="Say what is kept, what for and by whom, and that they can leave. Those who joined before agreed "
        "to the words as they were then; both are kept.",
    )


class InterestForm(forms.Form):
    name = Line("the interest", longest=120, label="Interest", help_text="As people choose it when they join.")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class Choices(forms.MultipleChoiceField):
    """Any number of a list; kept as a list of codes in its order."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        return list(super().clean(value))


class UpdateForm(forms.Form):
    title = Title(
        "the title",
        longest=120,
        label="Title",
        help_text="It is the subject of the e-mail, so keep it short.",
    )
    body = Words("what you want to tell", longest=LONGEST, label="What you want to tell", help_text=MARKDOWN)
    audience = forms.ChoiceField(
        choices=Audience.choices,
        initial=Audience.ALL,
        widget=forms.RadioSelect(),
        label="Who gets it",
        error_messages={"required": "Choose who gets it", "invalid_choice": "Choose who gets it"},
    )
    sectors = Choices(required=False, label="Sectors")
    interests = Choices(required=False, label="Interests")
    shown = forms.BooleanField(required=False, label="Show it on the public page once it is sent")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sectors"].choices = list(programme.sectors.values_list("code", "name"))  # type: ignore[attr-defined]
        self.fields["interests"].choices = interests_of(programme)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        good = self.cleaned_data
        field = {Audience.SECTOR: "sectors", Audience.INTEREST: "interests"}.get(good.get("audience"))  # type: ignore[arg-type]
        good["chosen"] = good.get(field, []) if field else []
        if field and not good["chosen"] and field not in self.errors:
            self.add_error(field, f"Choose at least one of the {field}")
        return good


class AnsweredForm(forms.Form):
    said = Words("what people said", longest=2000, label="What you said", help_text="Without anybody’s name.")
    did = Words("what was done", longest=2000, label="What we did")
    day = DateOfThree(called="day", label="When it was done")
    shown = forms.BooleanField(required=False, label="Show it on the public page")


class EvaluationForm(forms.Form):
    """A statement each, from 1 to 5; nothing is compulsory."""

    POINTS = (
        ("5", "Agree strongly"),
        ("4", "Agree"),
        ("3", "Neither"),
        ("2", "Disagree"),
        ("1", "Disagree strongly"),
    )

    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, statements: tuple[tuple[str, str], ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, statement in statements:
            self.fields[code] = forms.ChoiceField(
                required=False,
                choices=self.POINTS,
                widget=forms.RadioSelect(),
                label=statement,
                error_messages={"invalid_choice": "Choose one of the answers"},
            )

    def points(self) -> dict[str, int]:
        """Those that were given."""
        good = self.cleaned_data
        return {code: int(value) for code, value in good.items() if code != "key" and value}
