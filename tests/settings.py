"""The product's settings, in the mode of development: tests ask in the open, by HTTP."""

import os

os.environ.setdefault("TT_MODE", "development")

from thinking_together.config.settings import *  # noqa: F403
from thinking_together.config.settings import CACHES

# Every test decides for itself, so that it fails where deciding is broken.
CACHES["decisions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
