"""Phase 4: reflective sessions."""
