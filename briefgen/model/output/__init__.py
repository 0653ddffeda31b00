"""What a build makes: paths and bytes, and what they say of themselves."""
