"""The rules of a subject as a graph of integer arithmetic, from which programs for other machines are made."""
