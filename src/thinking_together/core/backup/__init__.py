"""A whole installation in and out of one file: every table and every kept file, on either database."""
