"""Settings, addresses and templates: how the rooms are put together into one site."""
