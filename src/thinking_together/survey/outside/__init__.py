"""From somebody else's file of answers to the draft of a questionnaire."""
