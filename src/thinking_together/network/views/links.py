"""What the links in messages lead to. Opening one does nothing: scanners of mail open every link."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.writes import SYSTEM
from thinking_together.messaging.models import Link
from thinking_together.network import purposes
from thinking_together.network.domain.joining import NotOpen, confirm
from thinking_together.network.domain.leaving import change_interests, leave
from thinking_together.network.join_form import Interests
from thinking_together.network.views.public import PAGE
