"""What a request is once the permission of its view let it through to a programme."""

from __future__ import annotations

from thinking_together.accounts.requests import PersonRequest
from thinking_together.programmes.models import Membership, Programme


class ProgrammeRequest(PersonRequest):
    """Of a member of the programme that the address names."""

    programme: Programme
    membership: Membership
