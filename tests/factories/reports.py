"""A small programme with figures of its own, so that the report can be tested without the phases' rooms.

The figures go through the real register, selection and gate. ``PLANTED_RATE`` is what no output may hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import product

from tests.factories.reasons import reason

from thinking_together.analysis.tables import Kind, RawCell, RawTable, Source, dimension, keys
from thinking_together.evidence import figures
from thinking_together.evidence.figures import FigureDimension, FigureInfo, Mode, Selection
from thinking_together.programmes.models import Partner, Phase, Programme, Sector
from thinking_together.report.models import Section
from thinking_together.synthesis import models as synthesis

PLANTED = 4
PLANTED_RATE = (7777.7, 7666.6, 7888.8)  # a rate that would give back a count of 3
SURVEY = Source("Workforce survey of Smallshire", "March 2023", invented=True)
SECTORS = (("health", "Health"), ("education", "Education"), ("council", "Council"), ("police", "Police"))
ASKED = {"health": 38, "education": 53, "council": 31, "police": 7}
TRAINING = (("on_the_job", "On the job"), ("first_aid", "Mental Health First Aid"), ("course", "=A course+"))
TRAINED = {
    "on_the_job": {"health": 22, "education": 34, "council": 19, "police": 5},
    "first_aid": {"health": 11, "education": 30, "council": 15, "police": 3},
    "course": {"health": 24, "education": PLANTED, "council": 9, "police": 1},
}
SCALE = (("disagree", "Disagree"), ("neutral", "Neither"), ("agree", "Agree"))
ANSWERS = {"health": (9, 12, 17), "education": (11, 27, 15), "council": (8, 13, 10), "police": (2, 2, 3)}


@dataclass(frozen=True)
class Figure:
    """A figure whose cells are known by the values of all its dimensions: numerator, denominator."""

    info: FigureInfo
    cells: dict[tuple[str, ...], tuple[float, float | None]]
    published: dict[tuple[str, ...], tuple[float, float, float]] | None = None
    adds: str = ""  # dimension whose denominators add up when it is left out

    def raw(self, selection: Selection) -> RawTable:
        chosen = [(d, selection.choice(d.name)) for d in self.info.dimensions]
        asked = [self._asked(d, choice) for d, choice in chosen]
        cells = []
        for codes in product(*asked):
            members = [
                self.cells[key]
                for key in self.cells
                if all(code == "" or value in code.split("+") for code, value in zip(codes, key, strict=True))
            ]
            named = {d.name: code for (d, _), code in zip(chosen, codes, strict=True) if code}
            denominators = [of for _, of in members if of is not None]
            cells.append(
                RawCell(
                    keys(**named),
                    sum(n for n, _ in members),
                    sum(denominators) if denominators and self.adds else max(denominators, default=None),
                    published=(self.published or {}).get(codes),
                )
            )
        dimensions = tuple(
            dimension(d.name, d.label, [pair for pair in d.values if pair[0] in c.values])
            for d, c in chosen
            if c.mode is Mode.EACH
        )
        i = self.info
        times = 100_000.0 if i.kind is Kind.RATE else 1.0
        return RawTable(i.title, i.kind, i.unit, dimensions, tuple(cells), i.source, i.policy, (), times)

    @staticmethod
    def _asked(d: FigureDimension, choice: figures.Choice) -> list[str]:
        if choice.mode is Mode.ALL:
            return [""]
        return ["+".join(choice.values)] if choice.mode is Mode.POOL else list(choice.values)


class Reader:
    def __init__(self, *offered: Figure) -> None:
        self._offered = {figure.info.name: figure for figure in offered}

    def figures(self) -> list[FigureInfo]:
        return [figure.info for figure in self._offered.values()]

    def raw(self, selection: Selection) -> RawTable:
        return self._offered[selection.info.name].raw(selection)


def _info(
    phase: str,
    name: str,
    title: str,
    kind: Kind,
    unit: str,
    dimensions: tuple[FigureDimension, ...],
    policy: str,
    rank: str = "",
) -> FigureInfo:
    return FigureInfo(phase, name, title, kind, unit, dimensions, policy, SURVEY, rank)


SECTOR = FigureDimension("sector", "Sector", SECTORS, pools=True)


def survey() -> Reader:
    training = Figure(
        _info(
            "survey",
            "training",
            "Training received",
            Kind.PROPORTION,
            "respondents",
            (FigureDimension("option", "Training", TRAINING), SECTOR),
            "survey",
            "option",
        ),
        {(o, s): (n, ASKED[s]) for o, by in TRAINED.items() for s, n in by.items()},
        adds="sector",
    )
    coping = Figure(
        _info(
            "survey",
            "coping",
            "Self-harm as a way of coping",
            Kind.PROPORTION,
            "respondents",
            (FigureDimension("option", "Answer", SCALE), SECTOR),
            "survey",
            "option",
        ),
        {(o, s): (by[at], sum(by)) for s, by in ANSWERS.items() for at, (o, _) in enumerate(SCALE)},
        adds="sector",
    )
    heads = {"health": 410, "education": 930, "council": 280, "police": 150}
    taken = Figure(
        _info("survey", "participation", "Participation", Kind.PROPORTION, "people", (SECTOR,), "survey", "sector"),
        {(s,): (n, heads[s]) for s, n in ASKED.items()},
        adds="sector",
    )
    return Reader(training, coping, taken)


AREAS = (("X06000002", "Smallshire"), ("X92000001", "England (invented)"))
PERIODS = (("2018/19", "2018/19"), ("2019/20", "2019/20"), ("2020/21", "2020/21"))
AGES = (("10-14", "10 to 14"), ("15-19", "15 to 19"))


def local_data() -> Reader:
    published = {}
    for (area, _), (age, _), (at, (period, _)) in product(AREAS, AGES, enumerate(PERIODS)):
        home = area == "X06000002"
        value = (480.0 if home else 210.0) + (620 if age == "15-19" else 0) * (1 if home else 0.7) + at * 11.8
        wide = 60.0 if home else 5.0
        published[(area, age, period)] = (value, value - wide, value + wide)
    dimensions = (
        FigureDimension("area", "Area", AREAS, required=True),
        FigureDimension("age", "Age", AGES, required=True),
        FigureDimension("period", "Period", PERIODS, required=True),
    )
    info = _info(
        "local_data", "92796", "Emergency admissions", Kind.RATE, "admissions per 100,000", dimensions, "as_published"
    )
    hidden = _info(
        "local_data", "90813", "Admissions, one age", Kind.RATE, "admissions per 100,000", dimensions[::2], "hospital"
    )
    counts = dict.fromkeys(product(dict(AREAS), dict(PERIODS)), (35.0, 7000.0))
    counts["X06000002", "2019/20"] = (3.0, 7000.0)
    rates = dict.fromkeys(counts, (500.0, 450.0, 550.0))
    rates["X06000002", "2019/20"] = PLANTED_RATE
    return Reader(Figure(info, dict.fromkeys(published, (35.0, 7000.0)), published), Figure(hidden, counts, rates))


def literature() -> Reader:
    stages = (
        ("identified", "Found"),
        ("duplicates", "Duplicates removed"),
        ("screened", "Screened"),
        ("included", "Kept"),
    )
    flow = _info(
        "literature",
        "flow",
        "Records of the review",
        Kind.COUNT,
        "records",
        (FigureDimension("stage", "Stage", stages),),
        "open",
        "stage",
    )
    audiences = (
        ("parents", "Parents"),
        ("friends", "Friends"),
        ("professionals", "Professionals"),
        ("teachers", "Teachers"),
    )
    topics = (("talking", "Talking"), ("plans", "Plans"), ("digital", "Digital tools"), ("help", "Help"))
    gap_map = _info(
        "literature",
        "map",
        "Resources by audience and topic",
        Kind.COUNT,
        "records",
        (FigureDimension("audience", "Audience", audiences), FigureDimension("topic", "Topic", topics)),
        "open",
        "audience",
    )
    counts = {
        (a, t): (float((i * 5 + j * 3) % 11), None)
        for i, (a, _) in enumerate(audiences)
        for j, (t, _) in enumerate(topics)
    }
    return Reader(
        Figure(
            flow,
            {
                ("identified",): (90, None),
                ("duplicates",): (12, None),
                ("screened",): (78, None),
                ("included",): (31, None),
            },
        ),
        Figure(gap_map, counts),
    )


def baseline() -> Reader:
    ratings = (("not_met", "Not met"), ("partly", "Partly met"), ("met", "Met"))
    sections = (("1.1", "1.1 Information"), ("1.14", "1.14 Training"), ("1.15", "1.15 Supervision"))
    info = _info(
        "baseline",
        "ratings",
        "Agreed ratings",
        Kind.COUNT,
        "recommendations",
        (FigureDimension("rating", "Rating", ratings), FigureDimension("section", "Section", sections)),
        "open",
        "section",
    )
    return Reader(
        Figure(
            info,
            {
                (r, s): (float(1 + (i + 2 * j) % 4), None)
                for i, (r, _) in enumerate(ratings)
                for j, (s, _) in enumerate(sections)
            },
        )
    )


def reflection() -> Reader:
    sessions = tuple((f"s{n}", f"Session {n}") for n in range(1, 7))
    info = _info(
        "reflection",
        "parents",
        "Parents' response raised",
        Kind.COUNT,
        "passages",
        (FigureDimension("session", "Session", sessions),),
        "open",
        "session",
    )
    return Reader(Figure(info, {(s,): (float(2 + at), None) for at, (s, _) in enumerate(sessions)}))


@contextmanager
def small_figures() -> Iterator[None]:
    """The register holds these figures and no others."""
    kept = dict(figures._openers)
    figures._openers.clear()
    for phase, reader in (
        ("survey", survey),
        ("local_data", local_data),
        ("literature", literature),
        ("baseline", baseline),
        ("reflection", reflection),
    ):
        figures.register(phase, "small", lambda programme, reader=reader: reader())
    try:
        yield
    finally:
        figures._openers.clear()
        figures._openers.update(kept)


JOB = "survey/training?option=on_the_job&sector=-health"
F01 = """Outside healthcare {{ JOB | is: first | the most frequent training is on the job }}:
{{ JOB | percent }} say so.
It is told by {{ JOB | n_of_total }} people there.

::: picture survey/training?option=*&sector=health,education,council | bars
Training that people say they have had, by sector.
:::

::: picture local_data/90813?area=X06000002,X92000001&period=* | trend
Admissions over the years.
:::

::: context
Training on the job means learning from colleagues.
:::
""".replace("JOB", JOB)
F02 = """Parents' response came up {{ reflection/parents?session=* | is: every | in every session }}.

::: picture survey/coping?option=*&sector=* | likert
What people think about coping, by sector.
:::

- Answers in the survey were neutral for {{ survey/coping?option=neutral | percent }} of people.
"""
F03 = "Schools hold an open dialogue in {{ reflection/parents?session=* | is: every | every session }}.\n"
HERE = "local_data/92796?age=10-14&area=X06000002&period=2020/21"
THERE = "local_data/92796?age=10-14&area=X92000001&period=2020/21"
CONTEXT = (
    f"Admissions were {{{{ {HERE} | rate }}}}, {{{{ {HERE} | is: higher_than {THERE} | higher than }}}} elsewhere."
)
PHASE_CODES = ("network", "survey", "local_data", "reflection", "literature", "baseline")


def small_programme(**changes: object) -> Programme:
    """Sectors, phases, two themes, three findings with all that makes them final, and three recommendations."""
    programme = Programme.objects.create(
        **{
            "slug": "smallshire",
            "title": "Thinking together in Smallshire",
            "subtitle": "What the workforce says, and what should change",
            "place": "Smallshire",
            "area_code": "X06000002",
            "comparator_code": "X92000001",
            "invented": True,
            "as_of": date(2023, 11, 30),
            "lead": "Public health",
            "local_support": "Smallshire line 01234 567890",
            **changes,
        }
    )
    for at, (code, name) in enumerate(SECTORS):
        Sector.objects.create(programme=programme, code=code, name=name, headcount=100, position=at)
    trust = Partner.objects.create(programme=programme, code="nhs", name="Smallshire NHS Trust")
    for at, code in enumerate(PHASE_CODES):
        Phase.objects.create(
            programme=programme,
            code=code,
            starts=date(2023, 1 + at, 1),
            ends=date(2023, 2 + at, 1),
            summary="How this phase was done, in a line.",
            position=at,
        )
    for at, (code, body) in enumerate(
        (
            ("introduction", "::: context\nThis report is about the people who work with children.\n:::"),
            ("context", CONTEXT),
            (
                "conclusion",
                "::: context\nPeople want to think together. See [NICE](https://www.nice.org.uk/guidance/ng225).\n:::",
            ),
        )
    ):
        Section.objects.create(programme=programme, code=code, heading=code.capitalize(), body=body, position=at + 1)
    _synthesis(programme, trust)
    return programme


def _synthesis(programme: Programme, trust: Partner) -> None:
    themes = [
        synthesis.Theme.objects.create(programme=programme, code=code, title=title, position=at)
        for at, (code, title) in enumerate((("training", "Training that can be relied on"), ("parents", "Parents")))
    ]
    told = (
        ("f01", themes[0], "Training on the job leads", "finding", True, F01),
        ("f02", themes[1], "How parents come up", "finding", True, F02),
        ("f03", None, "Schools talk openly", "positive_practice", False, F03),
    )
    for at, (code, theme, title, kind, headline, body) in enumerate(told):
        finding = synthesis.Finding.objects.create(
            programme=programme,
            code=code,
            theme=theme,
            title=title,
            kind=kind,
            headline=headline,
            body=body.strip(),
            position=at,
        )
        _judged(finding)
    for at, (code, group, text, owner, due, answers) in enumerate(
        (
            (
                "r01",
                "training",
                "Agree what training every sector needs. Begin with schools.",
                trust,
                date(2024, 3, 1),
                ("f01",),
            ),
            ("r02", "information", "Give parents a leaflet that services endorse.", None, None, ("f02",)),
            ("r03", "supervision_process_policy", "Make time for supervision.", None, None, ("f01", "f03")),
        )
    ):
        asked = synthesis.Recommendation.objects.create(
            programme=programme, code=code, group=group, text=text, owner=owner, due=due, position=at
        )
        for place, answer in enumerate(answers):
            synthesis.RecommendationFinding.objects.create(
                recommendation=asked,
                finding=synthesis.Finding.objects.get(programme=programme, code=answer),
                position=place,
            )


def _judged(finding: synthesis.Finding) -> None:
    bound = f"{reason(finding.code, 'survey')} On the job was named by {{{{ {JOB} | percent }}}}."
    for at, phase in enumerate(PHASE_CODES):
        silent = phase in ("network", "local_data")
        synthesis.Triangulation.objects.create(
            finding=finding,
            phase=phase,
            convergence="silence" if silent else "dissonance" if phase == "baseline" else "agreement",
            silence_kind="not_asked" if silent else "",
            explanation=bound if phase == "survey" else reason(finding.code, phase),
            position=at,
        )
    for at, component in enumerate(("limits", "coherence", "adequacy", "relevance", "overall")):
        synthesis.Confidence.objects.create(
            finding=finding,
            component=component,
            level="moderate",
            explanation=reason(finding.code, component),
            position=at,
        )
    synthesis.NegativeCase.objects.create(
        finding=finding,
        looked_for="Sectors that say otherwise.",
        found="Nothing was found.",
        explanation=reason(finding.code, "against"),
    )
