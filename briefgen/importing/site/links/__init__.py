"""The links of a text: where they stand, and what they lead to here."""
