"""Page layout and components. Knows no app: what a page shows comes to it in its context."""
