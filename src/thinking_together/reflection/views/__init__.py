"""Pages of the reflective sessions."""
