"""What a new site, brief or pack begins with."""
