"""The finished PDF: attachments, metadata, boxes, booklets, and how it is read back."""
