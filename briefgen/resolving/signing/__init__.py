"""What a signature is bound to: the digest of all that readers see of a brief or a pack in one language."""
