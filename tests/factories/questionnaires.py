"""Questionnaires of every shape that the linter accepts, for property-based tests."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from thinking_together.survey.form.document import Document
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import QuestionnaireError, build_questionnaire
from thinking_together.survey.lint import Severity, lint

WORDS = st.text("aZ é'\"=+-@<&$\n{}|_1", min_size=1, max_size=12)
CODES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,5}", fullmatch=True)
EARLIER = 6


@st.composite
def accepted_questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Sectors and staff groups now and then, then a few items of any kind, each looking at those before."""
    items: list[dict[str, Any]] = []
    audiences: list[str] = []
    if draw(st.booleans()):
        items.append(_belonging("sector", "sector", ["s1", "s2", "s3"]))
        audiences += ["s1", "s2", "s3"]
        if draw(st.booleans()):
            items.append({**_belonging("groups", "staff_group", ["g1", "g2"]), "audience": ["s1", "s2"]})
            audiences += ["g1", "g2"]
    for number in range(draw(st.integers(1, EARLIER))):
        items.append(_item(draw, f"{number}item" if number % 2 else f"item-{number}", items, audiences))
    about = {"questionnaire": draw(CODES), "version": draw(CODES), "title": draw(WORDS), "items": items}
    about |= draw(st.fixed_dictionaries({}, optional={"missing": st.lists(WORDS, min_size=1, max_size=2)}))
    document = Document(about, {})
    try:
        found = build_questionnaire(document, "q")
    except QuestionnaireError as error:
        raise AssertionError(str(error)) from error
    assume(not [one for one in lint(found, document) if one.severity is Severity.ERROR])
    return found


def _belonging(code: str, role: str, codes: list[str]) -> dict[str, Any]:
    return {"code": code, "kind": "single", "role": role, "text": code, "choices": _labelled(codes)}


def _labelled(codes: list[str]) -> list[dict[str, str]]:
    return [{"code": code, "label": f" {code.upper()} "} for code in codes]


def _choices(draw: st.DrawFn) -> list[dict[str, str]]:
    codes = draw(st.lists(CODES, min_size=2, max_size=4, unique=True))
    return [{"code": code, "label": f"{draw(WORDS)} {place}"} for place, code in enumerate(codes)]


def _item(draw: st.DrawFn, code: str, before: list[dict[str, Any]], audiences: list[str]) -> dict[str, Any]:
    kind = draw(st.sampled_from(["single", "multiple", "likert", "number", "text", "battery"]))
    item: dict[str, Any] = {"code": code, "kind": kind, "text": draw(WORDS), **_of_kind(draw, kind)}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "hint": WORDS,
        "title": WORDS,
        "construct": CODES,
        "column": WORDS.map(lambda text: f"{text} {code}"),
        "points": st.integers(0, 2) | st.sampled_from([0.25, 1.5]),
        "disclosure": st.just("sensitive"),
        "part": st.just("second"),
        "separator": st.sampled_from([";", ","]),
    }
    item |= draw(st.fixed_dictionaries({}, optional=optional))
    if audiences and draw(st.booleans()):
        item["audience"] = draw(st.lists(st.sampled_from(audiences), min_size=1, max_size=3, unique=True))
    if before and draw(st.booleans()):
        item["when"] = draw(_conditions(before))
    return item


def _of_kind(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    if kind in ("likert", "battery"):
        more = {"rows": _choices(draw)} if kind == "battery" else {}
        return {**_scale(draw), **more}
    if kind == "number":
        limits = {"minimum": -1.5, "maximum": 60} if draw(st.booleans()) else {}
        return {"bands": draw(st.sampled_from([[1], [0.5, 2, 10]])), **limits}
    if kind == "text":
        return {"mentions": {"one": {"label": "One", "aliases": ["first"]}}} if draw(st.booleans()) else {}
    choices = _choices(draw)
    more = {"other": choices[0]["code"]} if draw(st.booleans()) else {}
    if kind == "multiple" and draw(st.booleans()):
        more |= {"at_most": 2, "alone": [choices[-1]["code"]]}
    return {"choices": choices, **more}


def _scale(draw: st.DrawFn) -> dict[str, Any]:
    choices = [{"code": f"p{place}", "label": label} for place, label in enumerate(["Bad", "Middling", "Fine", "?"])]
    scale: dict[str, Any] = {"choices": choices, "scale_direction": draw(st.sampled_from(["ascending", "descending"]))}
    if draw(st.booleans()):
        scale["apart"] = ["p3"]
    return scale


def _conditions(before: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.recursive(
        st.sampled_from(before).flatmap(_leaf),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"and": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"or": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


def _leaf(item: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    code = item["code"] if item["kind"] != "battery" else f"{item['code']}.{item['rows'][0]['code']}"
    counts: list[dict[str, int]] = [{"at_least": 1}, {"at_most": 0}]
    if item["kind"] == "multiple":
        counts += [{"at_least": 2}, {"at_most": 1}, {"at_least": 1, "at_most": 1}]
    leaves = [st.sampled_from(counts).map(lambda count: {"item": code, "count": count})]
    if item["kind"] not in ("text", "number"):
        codes = st.lists(st.sampled_from([one["code"] for one in item["choices"]]), min_size=1, max_size=3)
        leaves += [codes.map(lambda found: {"item": code, "any-in": found})]
        if item["kind"] == "multiple":
            leaves += [codes.map(lambda found: {"item": code, "all-in": found})]
    return st.one_of(leaves)
