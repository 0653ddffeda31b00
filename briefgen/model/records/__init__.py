"""Records kept beside the author's files: links asked, signatures, versions, translation stamps."""
