"""What people who came to an event are asked."""

from __future__ import annotations

from thinking_together.content.network import network_words

STATEMENTS = network_words().evaluation
LEAST, MOST = 1, 5
