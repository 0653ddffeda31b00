"""One language of the site with everything settled, as templates see it."""
