"""The ledger as a spreadsheet that others edit, and back."""
