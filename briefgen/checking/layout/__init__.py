"""What a layout is judged by: what does not fit, what is badly set, what is empty."""
