"""From a job to pages: WeasyPrint lays out, and what it leaves undone is done here."""
