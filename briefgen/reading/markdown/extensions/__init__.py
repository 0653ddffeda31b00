"""What briefgen adds to CommonMark."""
