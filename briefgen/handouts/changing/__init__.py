"""What a proposed change does to the site: texts, facts and problems, between a commit and the working tree."""
