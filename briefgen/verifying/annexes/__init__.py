"""What a pack has besides its briefs, on the web and on paper."""
