"""What the six phases of any programme collect."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st
from tests.factories.surveys import QUESTIONNAIRE, response
from tests.factories.whole.words import cell_of, cells, codes, days, lines, maybe, one_or_none, picked, some

from thinking_together.analysis.disclosure import RULES
from thinking_together.baseline import rows as baseline
from thinking_together.baseline.models import RatingChoice
from thinking_together.baseline.workbook import WorkbookLine
from thinking_together.content.ng225 import shipped_ng225
from thinking_together.core.tabular import Code
from thinking_together.core.tabular.formula import guard
from thinking_together.evidence.domain.texts import normalise
from thinking_together.gatherings.notes import GROUP, Contribution, Heading, Notes
from thinking_together.literature import rows as literature
from thinking_together.literature.models import Judgement, Locality, TermKind
from thinking_together.literature.review import Review
from thinking_together.literature.ris import RisRecord
from thinking_together.local_data.files import ComparatorRow, DatasetRow, IndicatorRow
from thinking_together.local_data.models import Polarity
from thinking_together.local_data.observation import Observation, Parent
from thinking_together.reflection.rows import FeedbackRow, QuestionRow
from thinking_together.survey.held.responses import print_text
from thinking_together.survey.outside.draft import quoted

plain_lines = lines.filter(lambda text: text.isprintable())


@dataclass(frozen=True)
class Survey:
    """One version; ``releases`` are (number, closing, rules), and ``earlier`` are those published before."""

    questionnaire: str
    responses: list[dict[str, str]]
    releases: list[tuple[int, bool, str]] = field(default_factory=list)
    earlier: list[Survey] = field(default_factory=list)


@st.composite
def surveys(draw: Any) -> Survey:
    """The newest version, and up to two before; no key of a response stands in two."""
    keys = draw(some(codes, most=5))
    before = draw(st.integers(0, 2))
    of = [draw(st.integers(0, before)) for _ in keys]
    *earlier, newest = [
        draw(_version(str(number), [key for key, at in zip(keys, of, strict=True) if at == number]))
        for number in range(before + 1)
    ]
    return replace(newest, earlier=earlier)


@st.composite
def _version(draw: Any, name: str, keys: list[str]) -> Survey:
    title = draw(cells.filter(lambda text: text.strip()))
    text = QUESTIONNAIRE.replace("title: Workforce survey", f"title: {quoted(title)}")
    text = text.replace('version: "1"', f'version: "{name}"')
    responses = [draw(_answers(key)) for key in keys]
    if not draw(st.booleans()):
        return Survey(text, responses)
    rules = st.sampled_from([RULES, "older"])
    releases = [(number, draw(st.booleans()), draw(rules)) for number in range(1, draw(st.integers(1, 3)))]
    counted = st.sampled_from(["", *(str(number) for number, _, _ in releases)])
    counts = [{**row, "counted_from": "" if row["trial"] == "yes" else draw(counted)} for row in responses]
    return Survey(text, counts, releases)


@st.composite
def _answers(draw: Any, key: str) -> dict[str, str]:
    sector = draw(st.sampled_from(["", "health", "education", "police"]))
    training = draw(st.lists(st.sampled_from(["on_the_job", "mhfa", "specific", "none"]), unique=True))
    agree = st.sampled_from(["", "agree_1", "agree_3", "unsure"])
    cells = {
        "sector": sector,
        "training": "|".join(training),
        "knowledge__coping": draw(agree),
        "knowledge__talking": draw(agree),
        "years": draw(st.sampled_from(["", "0", "3", "12.25", "0.30000000000000004", "60"])),
        "websites": guard(print_text(draw(maybe).strip())),
        "outcome": draw(st.sampled_from(["", "complete", "partial", "breakoff"])),
        "day": draw(st.just("") | days.map(date.isoformat)),
    }
    if sector == "education":
        cells["phase"] = draw(st.sampled_from(["", "primary", "secondary"]))
    if "mhfa" in training:
        cells["enough"] = draw(agree)
    made = response(key, **{name: cell for name, cell in cells.items() if cell})
    return {**made, "day": cells["day"], "trial": draw(st.sampled_from(["", "yes", "no"]))}


@dataclass(frozen=True)
class LocalData:
    datasets: list[tuple[DatasetRow, list[Observation]]]
    indicators: list[IndicatorRow]
    comparators: list[ComparatorRow]


@st.composite
def local_data(draw: Any) -> LocalData:
    names = [n for n in draw(some(codes, most=2)) if n.lower() not in ("datasets", "indicators", "comparators")]
    indicators = draw(some(codes, least=1, most=2))
    values = st.none() | st.floats(0, 1e12)
    datasets = []
    for at, name in enumerate(names):
        policy = Code(draw(st.sampled_from(["hospital", "as_published", "open"])))
        told = DatasetRow(name, draw(cell_of(300)), draw(cell_of(200)), draw(days), policy, True, draw(maybe))
        made = [
            Observation(
                draw(st.sampled_from(indicators)),
                draw(plain_lines),
                "E1",
                draw(plain_lines)[:100],
                "",
                draw(st.sampled_from(["Male", "=1"])),
                "All ages",
                "",
                "",
                f"{2000 + 10 * at + number}",
                draw(values),
                draw(values),
                count=draw(values),
                parents=draw(st.just(()) | st.just((Parent("E9", "England", "Worse"),))),
            )
            for number in range(draw(st.integers(1, 3)))
        ]
        datasets.append((told, made))
    described = [
        IndicatorRow(
            code,
            draw(cell_of(200)),
            draw(cell_of(80)),
            draw(st.floats(1e-9, 1e9)),
            Code(draw(st.sampled_from(Polarity.values))),
        )
        for code in indicators
    ]
    areas = [ComparatorRow(Code("v"), c, draw(cell_of(200)), draw(cell_of(300))) for c in draw(some(codes, most=2))]
    return LocalData(datasets, described, [row for row in areas if len(row.area) <= 20])


@st.composite
def notes(draw: Any, questions: list[tuple[str, str]], speakers: list[Code]) -> Notes:
    headings = []
    for code, text in questions:
        said = []
        for who in draw(picked([*speakers, Code(GROUP)])):
            more = draw(st.sampled_from(["", "\n", "\n\n"]))
            said.append(Contribution(who, draw(plain_lines) + (more + draw(plain_lines) if more else "")))
        headings.append(Heading(code, text, tuple(said)))
    return Notes(draw(plain_lines)[:500].strip(), tuple(headings))


@dataclass(frozen=True)
class Reflection:
    questions: list[QuestionRow]
    notes: dict[str, Notes]
    feedback: list[FeedbackRow]


@st.composite
def reflection(draw: Any, gatherings: list[Code], sectors: list[Code]) -> Reflection:
    asked = [QuestionRow(code, draw(plain_lines)[:500].strip()) for code in draw(some(codes))]
    asked = [q for q in asked if len(q.code) < 40]
    sessions = [g for g in draw(picked(gatherings)) if len(g) < 40]
    told = {code: draw(notes([(q.code, q.text) for q in draw(picked(asked))], sectors)) for code in sessions}
    forms = [
        FeedbackRow(session, form, item, draw(st.integers(1, 5)))
        for session in draw(picked(gatherings))
        for form in draw(st.sets(st.integers(1, 100_000), max_size=2))
        for item in draw(some(codes, most=2))
    ]
    return Reflection(asked, told, forms)


@st.composite
def reviews(draw: Any, partners: list[Code]) -> Review:
    terms = [
        literature.TermRow(Code(kind), code, draw(cell_of(120)))
        for kind in TermKind.values
        for code in draw(some(codes, least=1, most=2))
    ]
    of = {kind: [t.code for t in terms if t.kind == kind] for kind in TermKind.values}
    records = [
        RisRecord("RPRT", (("ID", (str(code),)), ("TI", (draw(plain_lines),)), ("UR", ("https://example.org/a;b",))))
        for code in draw(some(codes, most=5))
    ]
    names = [Code(record.code) for record in records]
    twice = [literature.DuplicateRow(c, names[0], draw(maybe)) for c in names[1:] if draw(st.integers(0, 3)) == 0]
    kept = [code for code in names if code not in {row.record for row in twice}]
    taken = draw(picked(kept))
    day, reviewer = draw(days), draw(codes)
    screened = [
        literature.ScreeningRow(
            code, reviewer, Code(stage), Code(decision), day, draw(cell_of(200)) if decision == "exclude" else ""
        )
        for code in kept
        for stage, decision in _path(code in taken)
    ]
    judged = st.sampled_from(Judgement.values).map(Code)
    appraised = [
        literature.AppraisalRow(code, *(draw(judged) for _ in range(6)), draw(maybe)) for code in draw(picked(taken))
    ]
    extracted = [
        literature.ExtractionRow(
            code,
            tuple(draw(picked(of["audience"])) or of["audience"][:1]),
            tuple(draw(picked(of["topic"])) or of["topic"][:1]),
            draw(st.sampled_from(of["format"])),
            Code(draw(st.sampled_from(Locality.values))),
            draw(one_or_none(partners)),
        )
        for code in draw(picked(taken))
    ]
    return Review(records, terms, twice, screened, [], appraised, extracted)


def _path(taken: bool) -> list[tuple[str, str]]:
    return [("title", "include"), ("full_text", "include")] if taken else [("title", "exclude")]


@dataclass(frozen=True)
class Baseline:
    lines: list[WorkbookLine]
    ratings: list[baseline.RatingRow]
    agreed: list[baseline.AgreedRow]
    signoffs: list[baseline.SignOffRow]
    actions: list[baseline.ActionRow]
    minutes: dict[str, Notes]


@st.composite
def baselines(draw: Any, partners: list[Code], meetings: list[Code]) -> Baseline:
    sections = [section.number for section in shipped_ng225().sections]
    numbers = draw(
        st.lists(
            st.tuples(st.sampled_from(sections), st.integers(1, 99)).map(lambda n: Code(f"{n[0]}.{n[1]}")),
            unique=True,
            max_size=4,
        )
    )
    book = [WorkbookLine(n, draw(plain_lines), activity=draw(plain_lines), met=draw(plain_lines)) for n in numbers]
    ratings = st.sampled_from(RatingChoice.values).map(Code)
    rated = [
        baseline.RatingRow(n, p, draw(ratings), draw(maybe.map(normalise)))
        for n in numbers
        for p in draw(picked(partners))
    ]
    agreed = [
        baseline.AgreedRow(n, draw(ratings), draw(maybe), draw(one_or_none(meetings))) for n in draw(picked(numbers))
    ]
    signed = [baseline.SignOffRow(p, draw(cell_of(120)), draw(days)) for p in draw(picked(partners))]
    actions = [
        baseline.ActionRow(n, draw(cells), draw(one_or_none(partners)), draw(st.none() | days))
        for n in draw(picked(numbers))
    ]
    topics = [(c, draw(plain_lines)[:500].strip()) for c in draw(some(codes, most=2)) if len(c) < 40]
    minutes = {m: draw(notes(topics, partners)) for m in draw(picked(meetings)) if len(m) < 40}
    return Baseline(book, rated, agreed, signed, actions, minutes)
