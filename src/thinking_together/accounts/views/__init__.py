"""Pages of sign-in, of one's own account, and of those who run the installation."""
