"""Links inside the site and out of it."""
