"""Changes to the layout of WeasyPrint, one file each with its reason."""
