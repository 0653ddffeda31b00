"""What a language does with words: text in, text out. Nothing here sees the site."""
