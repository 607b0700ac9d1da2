"""Content that ships with the system: validated data in files, read into frozen dataclasses. No Django."""
