"""How work is run: fingerprints, the store, workers."""
