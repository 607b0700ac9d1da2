"""Working by columns gives what working by rows gave."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.surveys import questionnaire

from thinking_together.survey.form.questionnaire import Variable
from thinking_together.survey.form.routing import Router
from thinking_together.survey.held.record import Record
from thinking_together.survey.held.responses import Answer

ASKED = questionnaire()


def answer(variable: Variable) -> st.SearchStrategy[Answer]:
    if variable.text:
        return st.none() | st.text(min_size=1, max_size=5)
    if variable.multiple:
        places = st.integers(0, len(variable.choices) - 1)
        return st.none() | st.sets(places, min_size=1).map(lambda found: tuple(sorted(found)))
    if variable.kind == "number":
        return st.none() | st.floats(0, 60)
    return st.none() | st.integers(0, len(variable.choices) - 1)


responses = st.lists(st.tuples(*(answer(variable) for variable in ASKED.variables)), min_size=1, max_size=12)


@given(responses)
def test_states_by_columns_are_states_by_rows(rows: list[tuple[Answer, ...]]) -> None:
    def codes(variable: Variable, value: Answer) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return tuple(variable.choices[place].code for place in value)
        if value is None:
            return ()
        return (variable.choices[value].code,) if isinstance(value, int) else (str(value),)

    told = {variable.code: [codes(variable, row[at]) for row in rows] for at, variable in enumerate(ASKED.variables)}
    router = Router(ASKED)
    by_rows = [
        router.states({code: column[place] for code, column in told.items() if column[place]})
        for place in range(len(rows))
    ]
    flags = {code: np.array([bool(answers) for answers in column]) for code, column in told.items()}
    by_columns = router.columns(flags, told.__getitem__)
    assert [tuple(states) for states in zip(*(column.tolist() for column in by_columns), strict=True)] == by_rows


@given(responses)
def test_a_record_gives_back_what_was_packed(rows: list[tuple[Answer, ...]]) -> None:
    record = Record(ASKED)
    values = list(zip(*rows, strict=True))
    states = ["".join("s" if value is None else "a" for value in row) for row in rows]
    texts = [[row[at] for at, variable in enumerate(ASKED.variables) if variable.text] for row in rows]
    packed = record.pack(values)
    assert {len(data) for data in packed} == {record.dtype.itemsize}
    back = record.answers(record.unpack(packed, len(rows)), texts, states)
    assert [tuple(column) for column in back] == values
