"""Commands: arguments, exit codes, progress. Only these print."""
