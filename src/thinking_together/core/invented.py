"""The words that stand first in whatever is made of an example."""

from __future__ import annotations

INVENTED = "INVENTED: an example. This place, its people and its figures do not exist."
