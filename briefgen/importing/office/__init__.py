"""What documents of Word and of Hancom Office have in common: lists, captions, titles and contents."""
