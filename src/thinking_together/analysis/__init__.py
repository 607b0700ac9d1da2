"""Pure calculation: no web, no database, no clock. Everything here can be tried in a Python shell."""
