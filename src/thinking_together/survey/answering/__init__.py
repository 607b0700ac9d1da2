"""Answering the survey: from a link to a response that nobody can trace to anybody."""
