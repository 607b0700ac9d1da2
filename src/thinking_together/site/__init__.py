"""What is composed of many apps: the way in, and the pages about the service itself."""
