"""Pages for those who lead a programme."""
