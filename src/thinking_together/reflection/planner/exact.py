"""The best plan there is, or the best found in time with a proven limit: OR-Tools CP-SAT.

One Boolean for a person in a session they offered, one for a session that takes place. As many as possible are
placed; a group is within its size, mixed, and keeps apart who must be. What is locked stays: a rule that the locked
places alone break gives way for that session and no further, so there is always a plan. Formulation: group formation
as a generalised assignment problem with side constraints; the valid cuts say that a group with *k* sectors has at
least *k - 1* people from outside any one sector, *k - 2* from outside any two.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from thinking_together.reflection.planner.instance import Instance, Plan

_SHORT = 50  # one person or sector short in a session that is locked costs more than anybody placed is worth
_SEED = 7
# Where one sector is nearly everybody, a bound comes from the linear relaxation or from a search for it, not by chance.
_WORKERS = 4
_PROVERS = ("max_lp", "lb_tree_search", "reduced_costs")
_PAIRS_UP_TO = 8  # sectors, beyond which cuts for pairs of them are too many to help


@dataclass(frozen=True)
class Solution:
    """``bound``: no plan that keeps the rules places more. ``optimal``: this one is proven to be a best one."""

    plan: Plan
    bound: int
    optimal: bool
    seconds: float


def solve(instance: Instance, *, seconds: float = 30.0, start: Plan | None = None) -> Solution:
    """Places as many people as the rules allow, in at most ``seconds`` (> 0). ``start`` is a plan to begin from."""
    from ortools.sat.python import cp_model

    began = time.perf_counter()
    model = _Model(instance)
    if start is not None:
        model.begin_from(start)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = _WORKERS
    solver.parameters.extra_subsolvers.extend(_PROVERS)
    solver.parameters.random_seed = _SEED
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        plan, bound, optimal = Plan(dict(instance.locked)), len(instance.people), False
    else:
        plan = Plan({person: session for (person, session), var in model.places.items() if solver.boolean_value(var)})
        optimal = status == cp_model.OPTIMAL
        bound = plan.placed if optimal else min(len(instance.people), math.floor(solver.best_objective_bound + 1e-6))
    return Solution(plan, max(bound, plan.placed), optimal, time.perf_counter() - began)


class _Model:
    """The variables and constraints of one instance."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self.places: dict[tuple[str, str], Any] = {}
        self._short: list[Any] = []
        self._people()
        for session in instance.sessions:
            self._session(session)
        self.model.maximize(sum(self.places.values()) - _SHORT * sum(self._short))

    def begin_from(self, plan: Plan) -> None:
        for (person, session), var in self.places.items():
            self.model.add_hint(var, plan.places.get(person) == session)

    def _people(self) -> None:
        for person in self.instance.people:
            for session in self.instance.may(person):
                self.places[person.code, session] = self.model.new_bool_var("")
            own = [self.places[person.code, session] for session in self.instance.may(person)]
            if person.code in self.instance.locked:
                self.model.add(own[0] == 1)
            elif own:
                self.model.add_at_most_one(own)

    def _session(self, session: str) -> None:
        rules, locked = self.instance.rules, self._locked(session)
        group = {p: self.places[p.code, session] for p in self.instance.people if (p.code, session) in self.places}
        held = self.model.new_bool_var("")
        everyone = sum(group.values())
        largest = max(rules.largest, len(locked))
        short, lacking = self._slack(bool(locked), rules.smallest), self._slack(bool(locked), rules.sectors)
        self.model.add(everyone <= largest * held)
        self.model.add(everyone + short >= rules.smallest * held)
        self._mixed(group, held, lacking, largest)
        by_organisation: dict[str, list[Any]] = defaultdict(list)
        for person, var in group.items():
            if person.organisation:
                by_organisation[person.organisation].append(var)
        already = Counter(self.instance.by_code[code].organisation for code in locked)
        for organisation, own in by_organisation.items():
            most = max(rules.one_organisation, already[organisation])
            if len(own) > most:
                self.model.add(sum(own) <= most)
        for first, second in sorted(self.instance.kept_apart):
            pair = [self.places[code, session] for code in (first, second) if (code, session) in self.places]
            if len(pair) == 2 and not {first, second} <= locked:
                self.model.add_at_most_one(pair)

    def _mixed(self, group: dict[Any, Any], held: Any, lacking: Any, largest: int) -> None:
        """At least so many sectors: one Boolean a sector that is there, and the cuts that follow from the rule."""
        by_sector: dict[str, list[Any]] = defaultdict(list)
        for person, var in group.items():
            by_sector[person.sector].append(var)
        there = {}
        for sector, own in by_sector.items():
            there[sector] = self.model.new_bool_var("")
            self.model.add(sum(own) >= there[sector])
        wanted = self.instance.rules.sectors
        self.model.add(sum(there.values()) + lacking >= wanted * held)
        self._cuts(by_sector, held, lacking, largest, 1)
        if wanted > 2 and len(by_sector) <= _PAIRS_UP_TO:
            self._cuts(by_sector, held, lacking, largest, 2)

    def _cuts(self, by_sector: dict[str, list[Any]], held: Any, lacking: Any, largest: int, size: int) -> None:
        others = self.instance.rules.sectors - size
        if others < 1:
            return
        for some in combinations(sorted(by_sector), size):
            inside = sum(var for sector in some for var in by_sector[sector])
            self.model.add(inside <= (largest - others) * held + largest * lacking)

    def _slack(self, allowed: bool, most: int) -> Any:
        if not allowed:
            return 0
        slack = self.model.new_int_var(0, most, "")
        self._short.append(slack)
        return slack

    def _locked(self, session: str) -> set[str]:
        return {person for person, where in self.instance.locked.items() if where == session}


def reserve(instance: Instance, plan: Plan) -> Iterable[str]:
    """Whoever offered a time and has no place, in the order in which they came."""
    return (person.code for person in instance.people if person.code not in plan.places and person.sessions)
