"""Numbers, units, dates and places in the words of a language."""
