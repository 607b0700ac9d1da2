"""Background work: asked for in a transaction, done by a worker, never lost in silence and never done twice unasked."""
