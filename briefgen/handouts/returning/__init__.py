"""Documents that were handed out to editors and come back."""
