"""The register of assumptions: where each of them bites, and what would change under another reading. Start at `register`."""
