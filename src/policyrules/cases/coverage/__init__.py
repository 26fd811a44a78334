"""What the cases of a pack cover."""
