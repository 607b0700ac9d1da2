"""The survey's results as its members read them: what passed the gate, and nothing else."""
