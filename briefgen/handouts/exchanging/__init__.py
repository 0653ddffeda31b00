"""What goes out to others and comes back changed: documents for editors, the ledger, files for translators."""
