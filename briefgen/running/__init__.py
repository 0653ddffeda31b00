"""Floor 5: how work is run: fingerprints, the store, executors."""
