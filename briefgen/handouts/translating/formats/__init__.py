"""The formats of translators' programs."""
