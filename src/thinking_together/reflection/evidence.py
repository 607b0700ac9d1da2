"""What the sessions offer as evidence: how they went. What was said in them is offered by its codes elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from thinking_together.analysis.tables import RawCell, RawTable, Source, day
from thinking_together.evidence.asked import Asked, cells_asked, raw_table
from thinking_together.evidence.figures import FigureInfo, Selection, Unresolved
from thinking_together.gatherings.models import GatheringKind
from thinking_together.gatherings.queries import Meeting, meetings
from thinking_together.programmes.models import Programme
from thinking_together.reflection.attendance import attendance_cells
from thinking_together.reflection.catalogue import entries
from thinking_together.reflection.facts import (
    RARE,
    Cancellations,
    Points,
    cancellations,
    in_size,
    points,
    size_in_words,
)
from thinking_together.reflection.queries import load_feedback, load_questions, sizes_planned

RARELY = f"Reasons given fewer than {RARE} times are counted together as another reason."


class Reader:
    """Figures of one programme's sessions, loaded when first asked for."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def sessions(self) -> Sequence[Meeting]:
        """Those that have been: somebody was there. What is planned or called off is no evidence."""
        found = meetings(self.programme, GatheringKind.REFLECTIVE_SESSION)
        return [session for session in found if session.attended()]

    @cached_property
    def cancellations(self) -> Cancellations:
        return cancellations(self.sessions)

    @cached_property
    def points(self) -> dict[str, Points]:
        return points(load_feedback(self.programme))

    @cached_property
    def _sizes(self) -> dict[str, range]:
        return sizes_planned(self.programme)

    @cached_property
    def _entries(self) -> list[FigureInfo]:
        if not self.sessions:
            return []
        last = max(session.day for session in self.sessions)
        words = {str(q.code): q.text for q in load_questions(self.programme)} if self.points else {}
        return entries(
            Source("Reflective sessions", day(last), invented=self.programme.invented),
            tuple((session.code, session.title) for session in self.sessions),
            tuple((sector.code, sector.name) for sector in self.programme.sectors.all()),
            self.cancellations.reasons,
            tuple((item, words.get(item) or item.replace("_", " ").capitalize()) for item in self.points),
            size_in_words(self.sessions, self._sizes),
        )

    def figures(self) -> Sequence[FigureInfo]:
        """None where the programme has no sessions yet."""
        return self._entries

    def raw(self, selection: Selection) -> RawTable | Unresolved:
        return self._builders[selection.info.name](selection)

    @property
    def _builders(self) -> dict[str, Callable[[Selection], RawTable]]:
        return {
            "sessions": lambda selection: raw_table(selection, [RawCell((), len(self.sessions))]),
            "size": self._size,
            "sectors": self._sectors,
            "attendance": self._attendance,
            "groups_in_size": self._groups_in_size,
            "cancellations": self._cancellations,
            "feedback": self._feedback,
        }

    def _asked(self, asked: Asked) -> list[Meeting]:
        return [session for session in self.sessions if asked.takes({"session": (session.code,)})]

    def _size(self, selection: Selection) -> RawTable:
        cells = [RawCell(a.keys, sum(len(s.attended()) for s in self._asked(a))) for a in cells_asked(selection)]
        return raw_table(selection, cells)

    def _sectors(self, selection: Selection) -> RawTable:
        cells = [
            RawCell(asked.keys, len({place.sector for s in self._asked(asked) for place in s.attended()}))
            for asked in cells_asked(selection)
        ]
        return raw_table(selection, cells)

    def _groups_in_size(self, selection: Selection) -> RawTable:
        return raw_table(selection, [RawCell((), in_size(self.sessions, self._sizes), len(self.sessions))])

    def _attendance(self, selection: Selection) -> RawTable:
        sectors = [place.sector for session in self.sessions for place in session.attended()]
        cells, relations = attendance_cells(selection, sectors)
        return raw_table(selection, cells, ("A person who came twice took two places.",), relations)

    def _cancellations(self, selection: Selection) -> RawTable:
        """A reason is a share of the cancellations at the notice asked; notice alone of all cancellations."""
        units = self.cancellations.units
        cells = []
        for asked in cells_asked(selection):
            has_reason = "reason" in dict(asked.wanted)
            whole = [u for u in units if not has_reason or asked.without("reason").takes(u)]
            cells.append(RawCell(asked.keys, sum(asked.takes(unit) for unit in whole), len(whole)))
        return raw_table(selection, cells, (RARELY,))

    def _feedback(self, selection: Selection) -> RawTable:
        cells = []
        for asked in cells_asked(selection):
            (item,) = dict(asked.wanted)["item"]
            found = self.points[item]
            cells.append(RawCell(asked.keys, found.total, found.forms, group=found.forms))
        return raw_table(selection, cells)
