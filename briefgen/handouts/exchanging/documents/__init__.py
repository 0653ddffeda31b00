"""Documents that were handed out: those that come back from editors, and those held against their pages."""
