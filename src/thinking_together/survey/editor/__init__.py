"""The pages on which a questionnaire is written, looked at and published."""
