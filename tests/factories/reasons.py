"""Explanations for tests: particular, each in words of its own, without a figure or a comparison."""

from __future__ import annotations

import hashlib

_WORDS = """
alder amber anchor apron barn basket beacon bench birch bramble bridge bucket button candle canvas cedar chalk
clover copper cotton cradle cricket curtain daisy drum fern ferry flint garden garnet ginger hammer harbour hazel
heather indigo ivory jasmine kettle ladder lantern lemon linen maple meadow mirror needle orchard otter paddle
pebble pepper pillow plum puddle quarry raven ribbon saddle saffron satchel spindle teapot thimble timber velvet
violet walnut willow yarrow
"""
WORDS = _WORDS.split()


def reason(*names: str) -> str:
    """The same sentence for the same names, another for others."""
    digest = hashlib.sha256("/".join(names).encode()).digest()
    chosen = list(dict.fromkeys(WORDS[byte % len(WORDS)] for byte in digest))[:7]
    return f"Staff spoke of {' '.join(chosen)}."
