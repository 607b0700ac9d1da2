"""Pages to take a programme out and to bring one in."""
