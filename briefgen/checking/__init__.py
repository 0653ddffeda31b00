"""Floor 5: what must hold before anything is published."""
