"""What is made for certain readers and is not on the site."""
