"""The lowered form as terms of a solver: same meaning as `language.meaning` and `evaluation.interpret` on known facts. `support`
says what of it there is."""
