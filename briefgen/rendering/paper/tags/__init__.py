"""The tag tree of a PDF, which a screen reader follows."""
