"""Planning gatherings, and who comes."""

from thinking_together.gatherings.domain.attending import record_attendance
from thinking_together.gatherings.domain.places import NotOpen, NotTheirs, cancel, sign_up
from thinking_together.gatherings.domain.planning import call_off, change, plan, set_state
from thinking_together.gatherings.domain.walking_in import add_walk_in

__all__ = [
    "NotOpen",
    "NotTheirs",
    "add_walk_in",
    "call_off",
    "cancel",
    "change",
    "plan",
    "record_attendance",
    "set_state",
    "sign_up",
]
