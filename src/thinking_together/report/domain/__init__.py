"""What a report holds and how it is put together."""
