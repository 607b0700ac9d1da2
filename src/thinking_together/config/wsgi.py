"""The WSGI entry point, for any server that speaks WSGI."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from thinking_together.config.mode import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinking_together.config.settings")
refuse_to_start()
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every page's modules are loaded before the first visit
