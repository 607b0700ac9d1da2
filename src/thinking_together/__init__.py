"""Thinking Together: how well a local workforce supports children and young people who self-harm."""

__version__ = "0.1.0"
