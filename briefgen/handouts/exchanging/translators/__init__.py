"""Briefs that go to translators in the formats of their programs, and come back."""
