"""Facts in, results out: reading facts, and running a checked policy on them."""
