"""Phase 2, the workforce survey: questionnaires, answers, and what they show."""
