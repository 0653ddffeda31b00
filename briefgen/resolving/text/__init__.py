"""One text settled: facts in words, everything numbered, every reference resolved."""
