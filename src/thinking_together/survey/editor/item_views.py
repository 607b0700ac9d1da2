"""One question: added, changed, taken out, and when it is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from thinking_together.core.editing import FIELD, Conflict
from thinking_together.core.permissions import Permission, requires
from thinking_together.programmes.requests import ProgrammeRequest
from thinking_together.programmes.views.editing import GONE, PAGE, sent, sentence
from thinking_together.survey.domain.drafting import StillLookedAt, add_item, change_item, remove_item
from thinking_together.survey.drafts import NoDraft
from thinking_together.survey.editor.forms import ItemForm, NewItemForm
from thinking_together.survey.editor.state import DraftState
from thinking_together.survey.editor.views import draft_or_404, page
from thinking_together.survey.form import drafted
from thinking_together.survey.form.drafted import ItemContent, NoSuchItem, NotWellFormed
from thinking_together.survey.form.rules import How, Join, in_words, rule, rules_of, when_of

CHANGED = "Somebody else changed this question while you looked at it. Look at it as it is now"


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def item_new(request: ProgrammeRequest, programme: str) -> HttpResponse:
    """Adds a question behind another, or at the end."""
    state = draft_or_404(request)
    form = NewItemForm(state.content, sent(request))
    if request.method == "POST" and form.is_valid():
        code = drafted.new_item_code(state.content, form.cleaned_data["text"])
        after = request.POST.get("after", "")
        try:
            add_item(programme=request.programme, item=form.item(code), after=after, by=request.user)
        except (NotWellFormed, NoDraft) as refused:
            form.add_error(None, sentence(refused))
        except NoSuchItem:
            form.add_error(None, "The question that it should follow was taken out. Go back and look at the list")
        else:
            messages.success(request, "The question is in the list.")
            return redirect("questionnaire_item", programme=programme, item=code)
    after = request.POST.get("after", "") or request.GET.get("after", "")
    return page(request, "new.html", form=form, after=after)


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def item(request: ProgrammeRequest, programme: str, item: str) -> HttpResponse:
    """Changes a question. Who comes second sees both texts."""
    state = draft_or_404(request)
    now = state.item(item)
    form = ItemForm(state.content, now, sent(request))
    version = request.POST.get(FIELD, "") if request.method == "POST" else drafted.hash_of(now)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            change_item(programme=request.programme, code=item, version=version, item=form.item(), by=request.user)
        except Conflict as found:
            conflict, version = _led_to_fields(found, form), found.version
        except NotWellFormed as refused:
            form.add_error(None, sentence(refused))
        except (NoDraft, NoSuchItem):
            form.add_error(None, GONE)
        else:
            messages.success(request, "Your changes are saved.")
            return redirect("questionnaire_item", programme=programme, item=item)
    when = in_words(now.get("when"), state.asked)
    return page(request, "item.html", state=state, form=form, item=now, when=when, conflict=conflict, version=version)


def _led_to_fields(conflict: Conflict, form: ItemForm) -> Conflict:
    """What differs, under the names of the form's fields, for links that lead there."""

    def field(name: str) -> str:
        return next((one for one in form.fields if one == name or one.startswith(f"{name}_")), "text")

    return Conflict(tuple(replace(one, name=field(one.name)) for one in conflict.differing), conflict.version)


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def item_remove(request: ProgrammeRequest, programme: str, item: str) -> HttpResponse:
    """Asks once more, then takes it out."""
    state = draft_or_404(request)
    now = state.item(item)
    form = forms.Form({} if request.method == "POST" else None)
    if request.method == "POST":
        try:
            version = request.POST.get(FIELD, "")
            remove_item(programme=request.programme, code=item, version=version, by=request.user)
        except Conflict:
            form.add_error(None, CHANGED)
        except (StillLookedAt, NotWellFormed, NoDraft) as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "The question was taken out.")
            return redirect("questionnaire", programme=programme)
    return page(request, "remove.html", form=form, item=now, version=drafted.hash_of(now))


class RuleForm(forms.Form):
    """The answers of another question that a rule is about."""

    how = forms.ChoiceField(
        label="It is asked when the answer",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the answers count"},
    )
    codes = forms.MultipleChoiceField(label="Answers", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, several: bool, choices: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        how = {How.ANY: "is one of those ticked"}
        how |= {How.ALL: "has all of those ticked"} if several else {}
        how |= {How.NONE: "is none of those ticked"}
        offered = {**(how if choices else {}), How.ANSWERED: "is given, whatever it is"}
        self.fields["how"].choices = [(str(one), words) for one, words in offered.items()]  # type: ignore[attr-defined]
        if choices:
            self.fields["codes"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["codes"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") not in (None, How.ANSWERED) and not given.get("codes"):
            self.add_error("codes", "Tick one answer or more")
        return given


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def when(request: ProgrammeRequest, programme: str, item: str) -> HttpResponse:
    """The rules by which a question is asked: joined, taken out, or one more begun."""
    state = draft_or_404(request)
    now = state.item(item)
    rules = rules_of(now.get("when"))
    form = forms.Form({} if request.method == "POST" else None)
    if request.method == "POST":
        if request.POST.get("on"):
            return redirect("questionnaire_rule", programme=programme, item=item, on=request.POST["on"])
        parts = list(rules.parts)
        taken = request.POST.get("take_out", "")
        if taken.isdigit() and int(taken) < len(parts):
            del parts[int(taken)]
        join = Join.ANY if request.POST.get("join", rules.join) == Join.ANY else Join.ALL
        if _saved(request, now, when_of(join, parts), form):
            messages.success(request, "Your changes are saved.")
            return redirect("questionnaire_when", programme=programme, item=item)
    told = [in_words(part, state.asked) for part in rules.parts]
    shown = {"rules": rules, "told": told, "earlier": _earlier(state, item), "version": drafted.hash_of(now)}
    return page(request, "when.html", state=state, form=form, item=now, findings=state.of(item), **shown)


@requires(Permission.WRITE_QUESTIONNAIRE)
@PAGE
def rule_new(request: ProgrammeRequest, programme: str, item: str, on: str) -> HttpResponse:
    """One rule more, on the answers of an earlier question."""
    state = draft_or_404(request)
    now = state.item(item)
    if on not in dict(_earlier(state, item)):
        raise Http404("no earlier question of this code")
    asked = state.asked.variable(on)
    number = asked.item.bands and not asked.item.choices
    choices = [] if number else [(choice.code, choice.label) for choice in asked.choices]
    form = RuleForm(asked.multiple, choices, sent(request))
    if request.method == "POST" and form.is_valid():
        rules = rules_of(now.get("when"))
        made = rule(on, How(form.cleaned_data["how"]), form.cleaned_data.get("codes", ()))
        if _saved(request, now, when_of(rules.join, [*rules.parts, made]), form):
            messages.success(request, "The rule is added.")
            return redirect("questionnaire_when", programme=programme, item=item)
    return page(request, "rule.html", form=form, item=now, asked=asked, version=drafted.hash_of(now))


def _saved(request: ProgrammeRequest, now: ItemContent, condition: Any, form: forms.Form) -> bool:
    """Whether the item is kept with this condition; what stands in the way is told in the form."""
    changed = {name: value for name, value in now.items() if name != "when"}
    if condition is not None:
        changed["when"] = condition
    version = request.POST.get(FIELD, "")
    try:
        change_item(programme=request.programme, code=now["code"], version=version, item=changed, by=request.user)
    except Conflict:
        form.add_error(None, CHANGED)
    except NotWellFormed as refused:
        form.add_error(None, sentence(refused))
    except (NoDraft, NoSuchItem):
        form.add_error(None, GONE)
    return not form.errors


def _earlier(state: DraftState, code: str) -> list[tuple[str, str]]:
    """The questions asked before, and each row of a battery, that a rule may look at."""
    found: list[tuple[str, str]] = []
    for variable in state.asked.variables:
        if variable.item.code == code:
            break
        found.append((variable.code, variable.title))
    return found
