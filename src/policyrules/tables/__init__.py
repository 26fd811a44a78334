"""Whole tables of subjects: one row of facts each, any engine that narwhals reads.

There are two ways, which give the same. `rows` takes every row through `Runner.run`, as `Policy.evaluate` does; it is the
reference, and says the whole language. `vectors` turns the graph of a subject into expressions of the engine. `scores.score` picks
one of them; `columns` says what comes out, `layout` which columns of a table are facts, `frames` how tables are read and made.
"""
