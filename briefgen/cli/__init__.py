"""Floor 8: arguments, exit codes, progress: the only printer."""
