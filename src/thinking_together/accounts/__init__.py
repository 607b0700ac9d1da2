"""People who sign in, their organisations, and how they sign in."""
