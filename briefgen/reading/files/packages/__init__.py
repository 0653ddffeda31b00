"""Extensions: packages that add directives, checks and output formats."""
