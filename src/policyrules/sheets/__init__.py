"""Tables in files, scored: readers, writers, and the job that `policyrules score` runs.

A reader gives batches; each is scored by `Policy.score`, whichever way that takes; a writer takes what comes out. Nothing here
knows how a row is scored, and no file is ever held whole unless its format leaves no choice.
"""
