import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.surveys import COLUMNS, many, questionnaire, response, responses_csv

from thinking_together.survey.held.answer_table import AnswersError, read_answer_table
from thinking_together.survey.held.response_file import ReadResponse, print_responses, read_responses


def read(rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> tuple[ReadResponse, ...]:
    return read_responses(questionnaire(), read_answer_table(responses_csv(rows, columns), "responses.csv"))


def problems(rows: list[dict[str, str]], columns: tuple[str, ...] = COLUMNS) -> list[str]:
    with pytest.raises(AnswersError) as caught:
        read(rows, columns)
    return [str(problem) for problem in caught.value.problems]


def test_codes_labels_and_several_choices_are_read() -> None:
    row = response("r1", sector="health", training="on_the_job|mhfa", enough="agree_4", years="2.5")
    row["training"] = "On the job, informal|MHFA".replace("MHFA", "Mental Health First Aid")
    (found,) = read([row])
    assert found.answers == (0, None, (0, 1), 3, None, None, 2.5, None)
    assert found.states == "anaassan"
    assert (found.sector, found.day, found.key) == ("health", datetime.date(2023, 3, 31), "r1")


def test_the_outcome_follows_the_share_of_the_core_that_is_answered() -> None:
    rows = many(1, 1)  # 5 of 5 asked: sector, training, two rows, years
    rows.append(response("r2", sector="health", training="on_the_job", years="1"))  # 3 of 5
    rows.append(response("r3", sector="health"))  # 1 of 5
    rows.append(response("r4"))
    assert [row.outcome for row in read(rows)] == ["complete", "partial", "breakoff", "introduction"]
    assert [row.counts for row in read(rows)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sector": "navy"}, "responses.csv:2:sector: 'navy' is not a choice"),
        ({"training": "on_the_job|reading"}, "responses.csv:2:training: 'reading' is not a choice"),
        ({"years": "many"}, "responses.csv:2:years: 'many' is not a number"),
        ({"years": "70"}, "1 numbers lie outside"),
        ({"phase": ""}, "responses.csv:2:phase: the item is not asked for this response"),
        ({"phase": "primary"}, "responses.csv:2:phase: there is an answer, but the item is not asked"),
        ({"enough": ""}, "responses.csv:2:enough: the item is not applicable"),
        ({"years": "."}, "responses.csv:2:years: the cell says not applicable"),
        ({"day": "31/03/2023"}, "responses.csv:2:day: '31/03/2023' is not a day"),
        ({"day": "2023-03-31 10:15"}, "responses.csv:2:day"),
        ({"outcome": "done"}, "responses.csv:2:outcome: 'done' is not an outcome"),
        ({"outcome": "introduction"}, "responses.csv:2:outcome: the response has answers"),
        ({"response": "a b"}, "responses.csv:2:response: 'a b' is not a key"),
    ],
)
def test_a_cell_that_does_not_fit_is_named(change: dict[str, str], told: str) -> None:
    (row,) = many(1, 1)
    assert any(told in problem for problem in problems([{**row, **change}]))


def test_missing_unknown_and_doubled_things_are_named() -> None:
    rows = many(1, 1)
    assert (
        "responses.csv:1:years: the column of item 'years' is missing"
        in problems(rows, tuple(c for c in COLUMNS if c != "years"))[0]
    )
    assert "no item of the questionnaire reads this column" in problems(rows, (*COLUMNS, "extra"))[0]
    assert "stands already on line 2" in problems([*rows, *rows])[0]
    assert "response" in problems(rows, COLUMNS[1:])[0]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1))
def test_any_open_answer_survives_writing_and_reading(text: str) -> None:
    asked = questionnaire()
    (row,) = read(many(1, 1))
    states = row.states[:-1] + "a"
    clean = text.strip() or "x"
    whole = ReadResponse(row.key, row.day, row.sector, "complete", False, (*row.answers[:-1], clean), states)
    written = print_responses(asked, [whole])
    (again,) = read_responses(asked, read_answer_table(written, "responses.csv"))
    assert again == whole


def test_what_is_written_is_safe_in_a_spreadsheet() -> None:
    asked = questionnaire()
    (row,) = read(many(1, 1))
    for text in ("=1+1", "+1", "-1", "@x", "~", "."):
        states = row.states[:-1] + "a"
        whole = ReadResponse(row.key, row.day, row.sector, "complete", False, (*row.answers[:-1], text), states)
        written = print_responses(asked, [whole])
        assert written.endswith(f",'{text}\n")
        assert read_responses(asked, read_answer_table(written, "responses.csv")) == (whole,)


rows = st.builds(
    lambda sector, phase, training, enough, coping, years, words: response(
        "r1",
        **{
            k: v
            for k, v in {
                "sector": sector,
                "phase": phase if sector == "education" else None,
                "training": "|".join(training),
                "enough": enough if "mhfa" in training else None,
                "knowledge__coping": coping,
                "years": years,
                "websites": words,
            }.items()
            if v
        },
    ),
    st.sampled_from(["health", "education", "police", None]),
    st.sampled_from(["primary", "secondary", None]),
    st.lists(st.sampled_from(["on_the_job", "mhfa", "specific"]), unique=True),
    st.sampled_from(["agree_1", "unsure", None]),
    st.sampled_from(["agree_3", None]),
    st.sampled_from(["0", "7.25", "60", None]),
    st.sampled_from(["Kooth", "~ ish", None]),
)


@given(rows)
def test_responses_written_read_back_equal(row: dict[str, str]) -> None:
    found = read([row])
    asked = questionnaire()
    again = read_responses(asked, read_answer_table(print_responses(asked, found), "responses.csv"))
    assert again == found


def test_a_trial_keeps_its_mark_and_counts_for_nothing() -> None:
    (row,) = many(1, 1)
    (found,) = read([{**row, "trial": "yes"}], (*COLUMNS, "trial"))
    assert found.trial and not found.counts
    asked = questionnaire()
    assert read_responses(asked, read_answer_table(print_responses(asked, [found]), "x")) == (found,)
