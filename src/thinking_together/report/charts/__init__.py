"""Pictures drawn from tables that have passed the gate, with what they say in words."""
