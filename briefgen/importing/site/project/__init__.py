"""The project that an import writes into: what came from where, what stays, what is said of it."""
