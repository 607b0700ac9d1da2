"""What is asked: the questionnaire, its scales, conditions and ways, its linter and its waves."""
