"""The version, read by the build and reported in results."""

__version__ = "0.1.0"
