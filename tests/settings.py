"""The product's settings, in the mode of development: tests ask in the open, by HTTP."""

import os

os.environ.setdefault("TT_MODE", "development")

from thinking_together.config.settings import *  # noqa: F403
