"""A brief or a pack as a message: HTML that any mail program shows, plain text, and both as one file to be sent."""
