"""Phase 5: the rapid review of grey literature."""
