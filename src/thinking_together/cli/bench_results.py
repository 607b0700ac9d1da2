"""``bench results``: the pages of the survey's results on many answers, and that they are right after every release."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
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
class Times:
    """Milliseconds of pages and pictures; how many took longer than they may, and which took longest."""

    median: float
    worst: float
    worst_page: str
    over: int


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages and pictures after a release, in a process that has shown pages before.

    ``at_once``: before the worker has made results ready; ``first``: after it, each for the first time in this process;
    ``again``; ``opened``: some of them, each as a process that has opened nothing of this survey gives it.
    ``prepared_seconds`` is how long was spent before anything was held, ``release_seconds`` how long the release took,
    ``ready_seconds`` how long the worker afterwards.
    """

    pages: int
    prepared_seconds: float
    release_seconds: float
    ready_seconds: float
    at_once: Times
    first: Times
    again: Times
    opened: Times

    @property
    def ready(self) -> tuple[Times, ...]:
        return (self.first, self.again, self.opened)


@dataclass(frozen=True, slots=True)
class Bench:
    """``met``: no page took longer than it may once results were ready, ``met_at_once`` nor before.

    ``correct``: after each release every item by sector says how many of its people a release counts. ``workbook_ms``:
    all figures as one file, after the last release, in a process that has opened nothing.
    """

    answers: int
    releases: int
    by_release: tuple[Pages, ...]
    goal_ms: float
    met: bool
    met_at_once: bool
    correct: bool
    workbook_ms: float


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
    from thinking_together.survey.domain.releasing_ahead import prepare
    from thinking_together.survey.models import Release, Response

    programme = import_folder(bundle, by=SYSTEM)
    Release.objects.all().delete()
    Response.objects.update(counted_from=None)
    late = list(Response.objects.filter(trial=False).order_by("pk").values_list("pk", flat=True)[::LATE])
    Response.objects.filter(pk__in=late).update(trial=True)  # they have not come yet
    client = _visit(programme)
    for address in _addresses(programme):
        _asked(client, address, clock)  # nothing is counted: the process has shown each kind of page
    timed, correct = [], True
    for _ in range(2):
        start = clock()
        prepare(programme)
        prepared = clock()
        made = make_release(programme=programme, by=SYSTEM)
        timed.append(_pages(client, programme, (prepared - start, clock() - prepared), clock))
        correct &= _right(programme)
        Response.objects.filter(pk__in=late).update(trial=False)
    _as_a_new_process()
    workbook = _asked(client, f"/p/{programme.slug}/survey/results/results.xlsx", clock)
    met = all(times.over == 0 for one in timed for times in one.ready)
    at_once = all(one.at_once.over == 0 for one in timed)
    return Bench(answers, made.number, tuple(timed), GOAL_MS, met, met and at_once, correct, workbook)


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
    from thinking_together.survey.figures.questions import splits
    from thinking_together.survey.results import reading

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


def _pages(client: Client, programme: Programme, seconds: tuple[float, float], clock: Clock) -> Pages:
    from thinking_together.survey.domain.making_ready import make_all_ready

    addresses = list(_addresses(programme))

    def asked(some: Sequence[str], new_process: bool = False) -> Times:
        took = {}
        for address in some:
            if new_process:
                _as_a_new_process()
            took[address] = _asked(client, address, clock)
        slowest = max(took, key=took.__getitem__)
        over = sum(each > GOAL_MS for each in took.values())
        return Times(median(took.values()), took[slowest], slowest, over)

    _as_a_new_process()
    at_once = asked(addresses)
    _as_a_new_process()
    start = clock()
    make_all_ready(programme)
    ready_seconds = clock() - start
    _as_a_new_process()
    first, again = asked(addresses), asked(addresses)
    opened = asked(addresses[::ONE_OF], new_process=True)
    return Pages(len(addresses), *seconds, ready_seconds, at_once, first, again, opened)


def _as_a_new_process() -> None:
    """Nothing is open or known to this process but what is on the disk."""
    from thinking_together.analysis import disclosure
    from thinking_together.evidence import standing

    standing.forget()
    disclosure.forget()


def _asked(client: Client, address: str, clock: Clock) -> float:
    start = clock()
    answer = client.get(address, secure=True)
    took = (clock() - start) * 1000
    nothing_to_draw = "/as/" in address and answer.status_code == 404  # all its shares are hidden
    if answer.status_code != 200 and not nothing_to_draw:
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
        made = f"prepared in {pages.prepared_seconds:.1f} s, made in {pages.release_seconds:.1f} s"
        made = f"{made}, results ready after {pages.ready_seconds:.1f} s more"
        lines.append(f"release {number}: {made}; {pages.pages} pages and pictures")
        for when, times in (
            ("before they were ready", pages.at_once),
            ("first", pages.first),
            ("again", pages.again),
            ("in a process that has opened nothing", pages.opened),
        ):
            told = f"median {times.median:.0f} ms, worst {times.worst:.0f} ms ({times.worst_page})"
            lines.append(f"  {when}: {told}, {times.over} too slow")
    lines.append(f"all figures in one file: {found.workbook_ms:,.0f} ms")
    said = {True: "yes", False: "no"}
    lines.append(
        f"within {found.goal_ms:.0f} ms once ready: {said[found.met]}, before: {said[found.met_at_once]}; "
        f"correct: {said[found.correct]}"
    )
    return "\n".join(lines)
