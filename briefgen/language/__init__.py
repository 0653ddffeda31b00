"""What a language does with words: text in, text out."""
