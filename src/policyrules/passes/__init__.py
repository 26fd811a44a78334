"""The passes: parse, resolve, check, lower. One verb each; none imports another."""
