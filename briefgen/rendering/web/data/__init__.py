"""Files for programs beside the pages: feeds, linked data, citations, downloads."""
