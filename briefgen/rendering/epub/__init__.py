"""A brief or a pack as a book for reading devices: EPUB 3.3, with the metadata of EPUB Accessibility 1.1."""
