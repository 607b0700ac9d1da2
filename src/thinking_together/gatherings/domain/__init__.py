"""Planning gatherings, and who comes."""

from thinking_together.gatherings.domain.attending import record_attendance
from thinking_together.gatherings.domain.places import NotOpen, NotTheirs, cancel, sign_up
from thinking_together.gatherings.domain.planning import call_off, change, plan, set_state

__all__ = ["NotOpen", "NotTheirs", "call_off", "cancel", "change", "plan", "record_attendance", "set_state", "sign_up"]
