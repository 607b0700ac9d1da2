"""What a request is once the permission of its view let it through."""

from __future__ import annotations

from django.http import HttpRequest

from thinking_together.accounts.models import Person


class PersonRequest(HttpRequest):
    """Of somebody who is signed in."""

    user: Person
