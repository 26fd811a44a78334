"""What policyrules costs, measured beside a hand-written equivalent in the same run. `python -m benchmarks`."""
