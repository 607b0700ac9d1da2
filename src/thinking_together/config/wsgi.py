"""The WSGI entry point, for any server that speaks WSGI."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from thinking_together.config.mode import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinking_together.config.settings")
refuse_to_start()
application = get_wsgi_application()
