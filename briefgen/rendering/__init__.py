"""Floor 4: how it looks: HTML, charts, fonts, feeds and PDF."""
