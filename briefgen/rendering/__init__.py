"""How it looks: pages, paper, charts and the search."""
