"""What is put on paper: a job for every document and form."""
