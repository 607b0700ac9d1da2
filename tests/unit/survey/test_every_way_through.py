"""Any questionnaire the linter accepts, any answers: the end is reached, nothing is asked twice, all is escaped."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from tests.factories.questionnaires import WORDS, accepted_questionnaires
from tests.factories.surveys import questionnaire

from thinking_together.survey.answering.answers import Answers, dump, load, read_form
from thinking_together.survey.answering.compiled import Survey, fragments, make
from thinking_together.survey.answering.drafting import Said
from thinking_together.survey.answering.question import Filled, question_page
from thinking_together.survey.answering.route import Place, Route, route_of
from thinking_together.survey.answering.sending import answered
from thinking_together.survey.answering.standing import Owner
from thinking_together.survey.form.length import points_of
from thinking_together.survey.form.pages import MOST_POINTS, Page, pages_of
from thinking_together.survey.form.questionnaire import Item, ItemKind, Questionnaire, variables_of
from thinking_together.survey.form.routing import AnswerState, Router
from thinking_together.survey.held.record import Record

OWNER = Owner("alder", "Alder & <b>", True, "1 & <2>", "", "", "", False, False)
LOOSE = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def survey_of(asked: Questionnaire) -> Survey:
    return Survey(asked, Router(asked), Record(asked), pages_of(asked), fragments(make(asked, "secret")))


def sent(draw: st.DataObject, items: tuple[Item, ...]) -> dict[str, list[str]]:
    """What somebody chose and typed on a page; a form is sent again until nothing in it is wrong."""
    form = {}
    for item in items:
        for variable in variables_of(item):
            if variable.kind is ItemKind.TEXT:
                form[variable.code] = [draw.draw(WORDS)]
            elif variable.kind is ItemKind.NUMBER:
                form[variable.code] = [draw.draw(st.sampled_from(["", "3", "many", "-1", "1e3"]))]
            else:
                codes = [choice.code for choice in variable.choices]
                form[variable.code] = draw.draw(st.lists(st.sampled_from(codes), max_size=3, unique=True))
    wrong = read_form(items, form).errors
    return {code: given for code, given in form.items() if code.partition(".")[0] not in wrong}


def take(survey: Survey, answers: Answers, way: Route, page: Page, draw: st.DataObject) -> Answers:
    posted = read_form(way.items(page), sent(draw, way.items(page)))
    assert not posted.errors
    return load(dump({**answers, **posted.answers}))


@LOOSE
@given(accepted_questionnaires(), st.data())
def test_the_end_is_reached_and_nothing_is_asked_twice(asked: Questionnaire, draw: st.DataObject) -> None:
    survey, answers, second = survey_of(asked), Answers(), None
    put: Counter[str] = Counter()
    changes = draw.draw(st.integers(0, 3))
    for _ in range(len(survey.pages) * (changes + 1) + 2):
        way = route_of(survey, answers, second, "")
        at = way.first_open
        if at is Place.MORE:
            second = draw.draw(st.booleans())
            continue
        if at is Place.CHECK:
            seen = [page for page in survey.pages if way.may_see(page)]
            if not changes or not seen:
                break
            changes -= 1
            answers = take(survey, answers, way, draw.draw(st.sampled_from(seen)), draw)
            continue
        page = survey.pages[int(at) - 1]
        assert way.may_see(page)
        put.update(code for item in way.items(page) for code in [item.code] if _is_new(item, answers))
        answers = take(survey, answers, way, page, draw)
    way = route_of(survey, answers, second, "")
    assert way.first_open is Place.CHECK
    assert max(put.values(), default=0) <= 1
    _analysed_is_what_was_reached(survey, Said(answers, second))


def _is_new(item: Item, answers: Answers) -> bool:
    return any(variable.code not in answers for variable in variables_of(item))


def _analysed_is_what_was_reached(survey: Survey, said: Said) -> None:
    new = answered(survey, said)
    given = {code: values for code, values in said.answers.items() if values}
    reached = set(survey.router.asked(given, second=bool(said.second)))
    records = survey.record.unpack([new.record], 1)
    values = [column[0] for column in survey.record.answers(records, [new.texts], [new.states])]
    counted = {}
    for variable, state, value in zip(survey.asked.variables, new.states, values, strict=True):
        if state == AnswerState.ANSWERED:
            assert variable.item.code in reached
            assert value is not None
            counted[variable.code] = given[variable.code]
        else:
            assert value is None
    assert new.states == "".join(survey.router.states(counted)), "read again from its answers, it says the same"


@LOOSE
@given(accepted_questionnaires(), st.data())
def test_what_people_write_stands_in_the_page_as_they_wrote_it(asked: Questionnaire, draw: st.DataObject) -> None:
    survey = survey_of(asked)
    answers: Answers = {}
    for variable in asked.variables:
        if variable.kind in (ItemKind.TEXT, ItemKind.NUMBER):
            answers[variable.code] = (draw.draw(WORDS).strip() or "x",)
        else:
            answers[variable.code] = (variable.choices[-1].code,)
    way = Route(survey, answers, True, "", frozenset(item.code for item in asked.items))
    for page in survey.pages:
        errors = {item.code: '<script>"&' for item in page.items if draw.draw(st.booleans())}
        made = html.fromstring(question_page(OWNER, way, page, Filled(answers, 'a"b', errors)))
        assert not made.xpath("//script | //b")
        assert made.xpath("string(//input[@name='_']/@value)") == 'a"b'
        for variable in page.variables:
            [given] = answers[variable.code]
            if variable.kind is ItemKind.TEXT:
                [area] = made.xpath(f"//textarea[@name='{variable.code}']")
                assert (area.text or "").strip() == given.strip()
            elif variable.kind is ItemKind.NUMBER:
                assert made.xpath(f"//input[@name='{variable.code}']/@value") == [given]
            else:
                assert made.xpath(f"//input[@name='{variable.code}'][@checked]/@value") == [given]
        assert len(made.xpath("//*[@class='govuk-error-summary']//a")) == len(errors)
        ids = made.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert len(made.xpath("//h1")) == 1


@LOOSE
@given(accepted_questionnaires())
def test_pages_hold_every_question_once_and_none_that_another_there_decides_about(asked: Questionnaire) -> None:
    pages = pages_of(asked)
    assert [item for page in pages for item in page.items] == list(asked.items)
    for page in pages:
        assert len({item.part for item in page.items}) == 1
        assert len(page.items) == 1 or sum(map(points_of, page.items)) <= MOST_POINTS


@pytest.mark.parametrize("typed", ["0" * 400_000, f"{'0' * 60}5", "1e9999", "three"])
def test_a_number_is_not_kept_however_it_is_written(typed: str) -> None:
    item = questionnaire().item("years")
    assert read_form([item], {"years": [typed]}).errors == {"years": "Write a number in digits, such as 5"}
