"""Images of authors, looked at whole before they are shown."""
