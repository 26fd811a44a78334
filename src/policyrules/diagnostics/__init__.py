"""The catalogue of problems: one class each, one file a pass."""
