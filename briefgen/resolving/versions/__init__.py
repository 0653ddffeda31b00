"""What a brief said in each of its versions, and in what they differ."""
