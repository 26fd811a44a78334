"""Policies as Python functions: the graph of a subject written out as source, and results that are built when they are read."""
