"""Looking round the invented example as anybody, on one machine: only in the mode ``demo``."""
