"""The one way in which a page edits a record that somebody else may be editing too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import models
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thinking_together.core.editing import FIELD, Conflict, Gone, version_of
from thinking_together.programmes.requests import ProgrammeRequest

PAGE = require_http_methods(["GET", "HEAD", "POST"])
GONE = "Somebody removed this while you were writing. Copy what you typed, go back and look at the list"
Save = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Screen:
    """The page around a form. ``back`` is the address it comes from and goes to; ``removes`` where it is removed.

    ``refusals``: what the write may refuse, and the field that it is about.
    """

    title: str
    back: str
    saved: str = "Your changes are saved."
    intro: str = ""
    button: str = "Save"
    removes: str = ""
    refusals: Mapping[type[ValueError], str] = field(default_factory=dict)


def sent(request: ProgrammeRequest) -> Any:
    """What a form is bound to: what was sent, however little."""
    return request.POST if request.method == "POST" else None


def held(record: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """What a form begins with."""
    return {name: record.serializable_value(name) for name in fields}


def edit(
    request: ProgrammeRequest, screen: Screen, form: Form, record: models.Model, fields: tuple[str, ...], save: Save
) -> HttpResponse:
    """Shows the form, or saves it: ``save(version=, yours=, by=)`` is the write.

    Who comes second sees both texts, and what they typed is still in the form.
    """
    conflict = None
    version = request.POST.get(FIELD, "") if request.method == "POST" else version_of(record, fields)
    if request.method == "POST" and form.is_valid():
        yours = {name: _column(form.cleaned_data[name]) for name in fields}
        try:
            save(version=version, yours=yours, by=request.user)
        except Conflict as found:
            conflict, version = found, found.version
        except Gone:
            form.add_error(None, GONE)
        except tuple(screen.refusals) as refused:
            form.add_error(screen.refusals[type(refused)], sentence(refused))
        else:
            messages.success(request, screen.saved)
            return redirect(screen.back)
    shown = {"screen": screen, "form": form, "conflict": conflict, "version": version}
    return render(request, "programmes/setup/form.html", {"programme": request.programme, **shown})


def sentence(error: Exception) -> str:
    words = str(error)
    return words[:1].upper() + words[1:]


def _column(value: Any) -> Any:
    """As a column holds it: of another record its key."""
    return value.pk if isinstance(value, models.Model) else value
