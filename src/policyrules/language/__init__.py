"""What the language is made of: words, units, values, the surface tree and the core tree."""
