"""What answers show: groups, tables and figures, before and behind the gate."""
