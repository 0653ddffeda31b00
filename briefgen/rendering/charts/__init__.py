"""Charts as drawings: SVG for every place, language and medium."""
