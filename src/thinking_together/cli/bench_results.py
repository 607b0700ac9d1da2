"""``bench results``: the pages of the survey's results on many answers, and that they are right after every release."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated

import typer

from thinking_together.cli.bench_programme import grow
from thinking_together.cli.checkout import checkout
from thinking_together.cli.scratch import scratch_database

if TYPE_CHECKING:
    from django.test import Client

    from thinking_together.programmes.models import Programme

Answers = Annotated[int, typer.Option("--answers", help="How many survey answers there are.", min=1000)]
Processor = Annotated[
    bool, typer.Option("--processor", help="Count the processor's time and not the clock's, where others work too.")
]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Clock = Callable[[], float]
GOAL_MS = 300.0
ONE_OF = 12  # one in so many pages is asked of a process that has just begun
LATE = 20  # one in so many answers comes after the first release


@dataclass(frozen=True, slots=True)
class Pages:
    """Milliseconds of pages and pictures: the first time after a release (each reads its figures), and again.

    ``opened``: some of them as a process that has just begun gives them, which opens the columns first. ``over``: how
    many took longer than they may. ``release_seconds`` is how long the release itself took.
    """

    release_seconds: float
    pages: int
    first_median: float
    first_worst: float
    first_worst_page: str
    first_over: int
    again_median: float
    again_worst: float
    again_over: int
    opened_median: float
    opened_worst: float
    opened_over: int


@dataclass(frozen=True, slots=True)
class Bench:
    """``correct``: after each release every item by sector says how many of its people a release counts."""

    answers: int
    releases: int
    by_release: tuple[Pages, ...]
    goal_ms: float
    met: bool
    correct: bool


def bench_results(answers: Answers = 100_000, processor: Processor = False, json_out: Json = False) -> None:
    """Every page of the survey's results on many answers, after each of two releases."""
    with tempfile.TemporaryDirectory(prefix="thinking-together-bench-") as folder, scratch_database():
        bundle = Path(folder) / "bundle"
        grow(checkout() / "examples" / "fernshire", bundle, answers)
        found = _measured(bundle, answers, time.process_time if processor else time.perf_counter)
    typer.echo(json.dumps(asdict(found), indent=2) if json_out else _text(found))


def _measured(bundle: Path, answers: int, clock: Clock) -> Bench:
    from thinking_together.bundle.commands import import_folder
    from thinking_together.core.writes import SYSTEM
    from thinking_together.survey.domain.releasing import make_release
    from thinking_together.survey.models import Release, Response

    programme = import_folder(bundle, by=SYSTEM)
    Release.objects.all().delete()
    Response.objects.update(counted_from=None)
    late = list(Response.objects.filter(trial=False).order_by("pk").values_list("pk", flat=True)[::LATE])
    Response.objects.filter(pk__in=late).update(trial=True)  # they have not come yet
    client = _visit(programme)
    timed, correct = [], True
    for _ in range(2):
        start = clock()
        made = make_release(programme=programme, by=SYSTEM)
        timed.append(_pages(client, programme, clock() - start, clock))
        correct &= _right(programme)
        Response.objects.filter(pk__in=late).update(trial=False)
    worst = max(max(one.first_worst, one.again_worst, one.opened_worst) for one in timed)
    return Bench(answers, made.number, tuple(timed), GOAL_MS, worst <= GOAL_MS, correct)


def _visit(programme: Programme) -> Client:
    """Somebody who analyses, with a second factor behind them."""
    from django.conf import settings
    from django.test import Client

    from thinking_together.accounts.models import Person
    from thinking_together.core import permissions
    from thinking_together.core.permissions import Role
    from thinking_together.core.writes import SYSTEM
    from thinking_together.programmes.domain.people import grant_membership

    settings.ALLOWED_HOSTS = ["*"]
    permissions.register_second_factor(lambda request: None)
    who = Person.objects.create(email="analyst@bench.example", name="Sam Reed")
    grant_membership(programme=programme, person=who, role=Role.ANALYST, by=SYSTEM)
    client = Client()
    client.force_login(who, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _addresses(programme: Programme) -> Iterator[str]:
    from thinking_together.analysis.tables import Kind
    from thinking_together.survey.results import reading
    from thinking_together.survey.results.asking import splits

    at = f"/p/{programme.slug}/survey/results/"
    yield at
    yield f"{at}taking-part"
    for name, info in reading.figures(programme).items():
        yield f"{at}of/{name}"
        if info.kind is Kind.PROPORTION:
            yield from (f"{at}of/{name}/as/{form}" for form in ("svg", "png"))
        for split in splits(info):
            yield f"{at}of/{name}?by={split.name}"
    questionnaire = reading.questionnaire_of(programme)
    for variable in questionnaire.variables if questionnaire else ():
        if variable.text:
            yield f"{at}words/{variable.code}?order=sector"


def _pages(client: Client, programme: Programme, release_seconds: float, clock: Clock) -> Pages:
    from thinking_together.evidence import standing

    addresses = list(_addresses(programme))
    standing.forget()
    first = [_asked(client, address, clock) for address in addresses]
    again = [_asked(client, address, clock) for address in addresses]
    opened = []
    for address in addresses[::ONE_OF]:
        standing.forget()
        opened.append(_asked(client, address, clock))
    worst = max(range(len(first)), key=first.__getitem__)
    over = [sum(took > GOAL_MS for took in times) for times in (first, again, opened)]
    return Pages(
        release_seconds,
        len(addresses),
        median(first),
        first[worst],
        addresses[worst],
        over[0],
        median(again),
        max(again),
        over[1],
        median(opened),
        max(opened),
        over[2],
    )


def _asked(client: Client, address: str, clock: Clock) -> float:
    start = clock()
    answer = client.get(address, secure=True)
    took = (clock() - start) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    return took


def _right(programme: Programme) -> bool:
    """Of how many people each shown figure by sector speaks, beside the rows of the database."""
    from collections import Counter

    from thinking_together.analysis.tables import Table
    from thinking_together.evidence.reference import parse
    from thinking_together.survey.held.outcomes import USABLE
    from thinking_together.survey.models import Response
    from thinking_together.survey.results import reading

    counted = Response.objects.filter(counted_from__isnull=False, trial=False, outcome__in=USABLE)
    people = Counter(counted.order_by().values_list("sector", flat=True).iterator())
    table = reading.answer(programme, parse("survey/responses?sector=*"))
    shown = {s.key("sector"): s.value for s in table.shown()} if isinstance(table, Table) else {}
    return bool(shown) and all(people[sector or ""] == value for sector, value in shown.items())


def _text(found: Bench) -> str:
    lines = [f"{found.answers:,} answers, {found.releases} releases"]
    for number, pages in enumerate(found.by_release, start=1):
        told = (
            ("first", pages.first_median, pages.first_worst, pages.first_over),
            ("again", pages.again_median, pages.again_worst, pages.again_over),
            ("in a new process", pages.opened_median, pages.opened_worst, pages.opened_over),
        )
        lines.append(f"release {number}: made in {pages.release_seconds:.1f} s; {pages.pages} pages and pictures")
        lines += (
            f"  {when}: median {middle:.0f} ms, worst {worst:.0f} ms, {over} too slow"
            for when, middle, worst, over in told
        )
        lines.append(f"  the slowest first: {pages.first_worst_page}")
    lines.append(
        f"within {found.goal_ms:.0f} ms: {'yes' if found.met else 'no'}; correct: {'yes' if found.correct else 'no'}"
    )
    return "\n".join(lines)
