"""The short report, its supplement and its frozen editions."""
