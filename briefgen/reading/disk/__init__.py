"""Files and installed packages as they lie on this machine."""
