from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinking_together.analysis.flow import NO_REASON, Decision, Flow, FlowError, Record, Stage, Tally, Verdict, flow

TITLE, FULL = Stage.TITLE, Stage.FULL_TEXT
INCLUDE, EXCLUDE, UNSURE, GONE = Verdict.INCLUDE, Verdict.EXCLUDE, Verdict.UNSURE, Verdict.NOT_RETRIEVED

RECORDS = [Record(k, "web" if k < "e" else "partner") for k in "abcdefgh"] + [Record("a2", "web", duplicate_of="a")]
LOG = [
    Decision("a", TITLE, INCLUDE),
    Decision("a", TITLE, INCLUDE),
    Decision("a2", TITLE, EXCLUDE, "a copy"),  # about a duplicate: passed over
    Decision("b", TITLE, EXCLUDE),
    Decision("c", TITLE, INCLUDE),
    Decision("c", TITLE, EXCLUDE),  # disagreement, not settled
    Decision("d", TITLE, INCLUDE),
    Decision("d", TITLE, EXCLUDE),
    Decision("d", TITLE, INCLUDE, adjudicates=True),
    Decision("e", TITLE, UNSURE),
    Decision("f", TITLE, UNSURE),
    Decision("f", TITLE, INCLUDE),
    Decision("g", TITLE, INCLUDE),
    Decision("a", FULL, INCLUDE),
    Decision("d", FULL, EXCLUDE, "not about young people"),
    Decision("e", FULL, GONE),
    Decision("g", FULL, INCLUDE),
    Decision("g", FULL, EXCLUDE),
]


def test_every_box() -> None:
    assert flow(RECORDS, LOG) == Flow(
        identified=9,
        duplicates_removed=1,
        not_yet_screened=1,  # h
        screened=7,
        excluded=1,  # b
        undecided=1,  # c
        sought=5,  # a d e f g
        not_retrieved=1,  # e
        not_yet_assessed=1,  # f
        assessed=3,
        excluded_with_reasons=(Tally("not about young people", 1),),
        unsettled=1,  # g
        included=1,  # a
        sources=(Tally("web", 5), Tally("partner", 4)),
    )


def test_reasons_are_the_adjudicators_first_and_an_absent_one_is_said() -> None:
    log = [
        Decision("a", TITLE, INCLUDE),
        Decision("b", TITLE, INCLUDE),
        Decision("a", FULL, EXCLUDE, "old"),
        Decision("a", FULL, EXCLUDE, "no audience", adjudicates=True),
        Decision("b", FULL, EXCLUDE),
    ]
    found = flow([Record("a"), Record("b")], log)
    assert found.excluded_with_reasons == (Tally("no audience", 1), Tally(NO_REASON, 1))


def test_an_unsure_full_text_waits() -> None:
    found = flow([Record("a")], [Decision("a", TITLE, INCLUDE), Decision("a", FULL, UNSURE)])
    assert (found.assessed, found.unsettled, found.included) == (1, 1, 0)


def test_duplicates_of_duplicates() -> None:
    found = flow([Record("c", duplicate_of="b"), Record("b", duplicate_of="a"), Record("a")], [])
    assert (found.identified, found.duplicates_removed) == (3, 2)


@pytest.mark.parametrize(
    ("records", "log", "record", "what"),
    [
        ([Record("a"), Record("a", "web")], [], "a", "stands twice"),
        ([Record("a", duplicate_of="z")], [], "a", "not found"),
        ([Record("a", duplicate_of="a")], [], "a", "of itself"),
        ([Record("a", duplicate_of="b"), Record("b", duplicate_of="a")], [], "a", "of itself"),
        ([Record("a")], [Decision("z", TITLE, INCLUDE)], "z", "not found"),
        ([Record("a")], [Decision("a", FULL, INCLUDE)], "a", "not taken forward"),
        ([Record("a")], [Decision("a", TITLE, EXCLUDE), Decision("a", FULL, INCLUDE)], "a", "not taken forward"),
        ([Record("a")], [Decision("a", TITLE, GONE)], "a", "only a full text"),
    ],
)
def test_a_log_that_contradicts_itself(records: list[Record], log: list[Decision], record: str, what: str) -> None:
    with pytest.raises(FlowError, match=what) as caught:
        flow(records, log)
    assert caught.value.record == record


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Record], list[Decision]]:
    count = draw(st.integers(0, 25))
    records, log = [], []
    for i in range(count):
        original = draw(st.none() | st.integers(0, i - 1)) if i else None
        records.append(Record(f"r{i}", draw(st.sampled_from("xyz")), None if original is None else f"r{original}"))
        title = draw(st.lists(st.sampled_from([INCLUDE, EXCLUDE, UNSURE]), max_size=3))
        log += [Decision(f"r{i}", TITLE, verdict) for verdict in title]
        if original is None and title and EXCLUDE not in title:
            full = draw(st.lists(st.sampled_from(list(Verdict)), max_size=3))
            rules = draw(st.booleans())
            log += [Decision(f"r{i}", FULL, v, draw(st.sampled_from(["", "p", "q"])), rules) for v in full]
    return records, log


@given(histories())
def test_the_boxes_add_up(history: tuple[list[Record], list[Decision]]) -> None:
    records, log = history
    found = flow(records, log)
    assert found.identified == len(records) == sum(t.count for t in found.sources)
    assert found.identified == found.duplicates_removed + found.not_yet_screened + found.screened
    assert found.screened == found.excluded + found.undecided + found.sought
    assert found.sought == found.not_retrieved + found.not_yet_assessed + found.assessed
    assert found.assessed == found.excluded_full_text + found.unsettled + found.included
    assert min(getattr(found, name) for name in Flow.__slots__ if isinstance(getattr(found, name), int)) >= 0
