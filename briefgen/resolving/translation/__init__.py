"""Whether a translation is as old as its original: blocks, their digests, and what was stamped."""
