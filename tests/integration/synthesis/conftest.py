"""A small programme with texts to code: three sessions, a survey of forty answers, one meeting and two agencies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from thinking_together.core.tabular import Folder, Reading
from thinking_together.core.writes import SYSTEM
from thinking_together.evidence.domain.texts import NewText, add_texts, normalise
from thinking_together.gatherings.models import Gathering, GatheringKind
from thinking_together.programmes.models import Partner, Phase, Programme, Sector
from thinking_together.synthesis.codebook import print_codebook, stable_guid
from thinking_together.synthesis.rows import CodeEntry

NOTE = "Parents ask us what to say, and we do not always know."
ANSWER = "More time with parents. Somebody to call."
SECTORS = {"health": "Health", "education": "Education", "police": "Police"}
# Survey answers by sector: 24 health, 12 education, 4 police.
ANSWERS = [("health", n) for n in range(24)] + [("education", n) for n in range(12)] + [("police", n) for n in range(4)]

Files = dict[str, str]


def texts() -> dict[str, list[NewText]]:
    sessions = [
        NewText(f"reflection/s{session}/q1/{n}", f"s{session}", NOTE, sector, "q1")
        for session in (1, 2, 3)
        for n, sector in enumerate(["education", "health", ""])
        if (session, sector) != (3, "health")
    ]
    answers = [NewText(f"survey/{sector}{n}/wishes", f"{sector}{n}", ANSWER, sector) for sector, n in ANSWERS]
    baseline = [
        NewText("baseline/1.4.1/council", "council", NOTE, "education"),
        NewText("baseline/1.4.1/trust", "trust", NOTE, "health"),
        NewText("baseline/m1/1.4.1/1", "m1", NOTE, "health"),
    ]
    return {"reflection": sessions, "survey": answers, "baseline": baseline}


def make_programme(slug: str = "fernshire") -> Programme:
    programme = Programme.objects.create(
        slug=slug,
        title="Thinking together",
        place="Fernshire",
        area_code="X06000001",
        invented=True,
        as_of=date(2023, 3, 31),
    )
    Sector.objects.bulk_create(
        Sector(programme=programme, code=code, name=name, position=at)
        for at, (code, name) in enumerate(SECTORS.items())
    )
    Partner.objects.bulk_create(
        Partner(programme=programme, code=code, name=code.title(), position=at)
        for at, code in enumerate(["council", "trust"])
    )
    Phase.objects.create(programme=programme, code="reflection", starts="2022-10-01", ends="2022-12-20")
    for at, code in enumerate(["s1", "s2", "s3"]):
        Gathering.objects.create(
            programme=programme,
            code=code,
            kind=GatheringKind.REFLECTIVE_SESSION,
            title=f"Session {at + 1}",
            day=date(2022, 11, at + 1),
            position=at,
        )
    for phase, new in texts().items():
        add_texts(programme=programme, phase=phase, texts=new, by=SYSTEM)
    return programme


@pytest.fixture
def programme(db: None) -> Programme:
    return make_programme()


CODES = [
    CodeEntry("parents", "Parents", "What parents need & do"),
    CodeEntry("parental_response", "Parental response", "How parents respond", "parents", color="#AA0011"),
    CodeEntry("asking_for_help", "Asking for help", "", "parents"),
    CodeEntry("staff", "Staff themselves", "", codable=False),
]


def codebook(codes: list[CodeEntry] = CODES) -> str:
    made = [
        CodeEntry(c.code, c.name, c.definition, c.parent, stable_guid("fernshire", c.code), c.color, c.codable)
        for c in codes
    ]
    return print_codebook(made).decode()


def survey_codings() -> list[str]:
    """Parental response in 18 of 24, 5 of 12 and 2 of 4 answers; each coded once, some by two people alike."""
    found = [a for a in ANSWERS if a[1] < {"health": 18, "education": 5, "police": 2}[a[0]]]
    rows = [f"survey/{sector}{n}/wishes,parental_response,0,23,ka" for sector, n in found]
    return rows + [row.replace(",ka", ",mo") for row in rows[:6]]


def bundle() -> Files:
    """The synthesis of the small programme as the files of a bundle."""
    return {
        "synthesis/approach.yaml": "approach: framework\nunit_of_agreement: answer\nnote: Two people coded.\n",
        "synthesis/codebook.qdc": codebook(),
        "synthesis/code_names.csv": f"guid,code\n{stable_guid('fernshire', 'staff')},staff\n",
        "synthesis/codings.csv": "\n".join(
            [
                "text,code,start,end,coder",
                "reflection/s1/q1/0,parental_response,0,7,ka",
                "reflection/s1/q1/0,asking_for_help,8,24,ka",
                "reflection/s1/q1/1,parental_response,0,7,ka",
                "reflection/s2/q1/0,parental_response,0,7,ka",
                "reflection/s3/q1/2,parental_response,0,7,ka",
                "baseline/m1/1.4.1/1,parental_response,0,7,ka",
                *survey_codings(),
                "",
            ]
        ),
        "synthesis/themes.csv": (
            "theme,title,summary,codes\n"
            "staff,Staff and their support,Staff want somebody to turn to.,staff\n"
            "parents,Parents and carers,,asking_for_help|parental_response\n"
        ),
        "synthesis/framework.csv": (
            "theme,column_kind,column_code,summary,texts\n"
            "parents,sector,education,Schools are asked first.,reflection/s2/q1/0|reflection/s1/q1/0\n"
            'parents,phase,literature,"Much for parents, little for friends.",\n'
        ),
        "synthesis/findings/f01.md": (
            "---\ntitle: Parents are asked about in each session\nkind: finding\ntheme: parents\nheadline: true\n"
            "---\n\n"
            "Parents came up in {{ reflection/parental_response?session=* | is: every | every session }}.\n\n"
            "They asked *us*.\n"
        ),
        "synthesis/findings/f02.md": (
            "---\ntitle: Few police officers answered\nkind: limitation\nheadline: false\n---\n\nSo.\n"
        ),
        "synthesis/triangulation.csv": (
            "finding,phase,convergence,silence_kind,explanation\n"
            "f01,survey,agreement,,Named in open answers.\n"
            "f01,local_data,silence,not_asked,Admissions say nothing of parents.\n"
            "f01,reflection,agreement,,Raised each time.\n"
        ),
        "synthesis/confidence.csv": (
            "finding,component,level,explanation\nf01,overall,moderate,Two phases agree.\nf01,limits,low,Few groups.\n"
        ),
        "synthesis/negative_cases.csv": (
            "finding,looked_for,found,explanation\nf01,Sessions without parents,None,It holds for the sessions held.\n"
        ),
        "synthesis/recommendations.csv": (
            "recommendation,group,text,owner,due,findings\n"
            "r2,training,Train staff with parents.,council,2023-09-30,f02|f01\n"
            "r1,information,One leaflet for parents.,,,f01\n"
        ),
    }


def reading_of(root: Path, files: Files) -> Reading:
    """A reading that knows what earlier parts of the bundle define."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
    reading = Reading(Folder(root))
    reading.known["sector"].update(SECTORS)
    reading.known["partner"].update(["council", "trust"])
    for new in (text for group in texts().values() for text in group):
        reading.offers_text(new.ref, len(normalise(new.body)))
    return reading


@pytest.fixture
def files() -> Files:
    return bundle()


@pytest.fixture
def read_from(tmp_path: Path) -> Callable[[Files], Reading]:
    return lambda files: reading_of(tmp_path, files)


@pytest.fixture
def other_programme(programme: Programme) -> Programme:
    """A second programme with the same texts, to import into."""
    return make_programme("otherplace")


@pytest.fixture
def saved(programme: Programme, files: Files, read_from: Callable[[Files], Reading]) -> Programme:
    """The small programme with its synthesis."""
    from thinking_together.synthesis.files import PART

    reading = read_from(files)
    parsed = PART.read(reading)
    assert reading.problems.found == []
    PART.save(programme, parsed)
    return programme
