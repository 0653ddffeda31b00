"""What ``briefgen import`` does with documents, and with a folder of Markdown."""
