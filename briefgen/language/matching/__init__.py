"""Whether two words are meant to be the same: spelling, scripts, readings."""
