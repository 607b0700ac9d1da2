"""Whether the service lives and is ready, for the machine that watches it. The public learns nothing more."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thinking_together.core.permissions import Permission, requires
from thinking_together.core.tasks.queries import queue_is_late

logger = logging.getLogger(__name__)


@requires(Permission.PUBLIC)
@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. The database is not asked: that it is away is no reason to start the process anew."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@requires(Permission.PUBLIC)
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, else 503. A late queue is told and is not a reason to serve nothing."""
    try:
        is_ready = not pending_migrations()
        late = is_ready and queue_is_late()
    except DatabaseError:
        logger.warning("not ready: the database cannot be reached", exc_info=True)
        is_ready, late = False, False
    told = {"ready": is_ready, "queue": "late" if late else "on time" if is_ready else "unknown"}
    return JsonResponse(told, status=200 if is_ready else 503)


def pending_migrations() -> bool:
    """Whether the database is behind this version of the system."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
