"""A brief as plain text and as Markdown: for programs, terminals and everything that reads neither HTML nor PDF."""
