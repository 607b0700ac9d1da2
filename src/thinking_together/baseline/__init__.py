"""Phase 6: the NICE baseline assessment."""
