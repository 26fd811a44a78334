"""The public interface: load a pack, evaluate facts, see the problems."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from policyrules import project, ready
from policyrules.cache import Cache, standard
from policyrules.diagnostics.base import Lang, Outcome, Problem, has_errors
from policyrules.diagnostics.fact_values import NotADate
from policyrules.evaluation.files import pick_subject
from policyrules.evaluation.given import FileFacts, Table, show, wrong
from policyrules.evaluation.interpret import worked_out
from policyrules.evaluation.prepared import Prepared
from policyrules.evaluation.ranking import ranked
from policyrules.evaluation.readers import read_day
from policyrules.evaluation.told import ON
from policyrules.language import core
from policyrules.language.lowered import Lowered
from policyrules.language.values import Value
from policyrules.lineage import follow
from policyrules.pipeline import build
from policyrules.result import Ranked, Result
from policyrules.runner import Engine, Runner
from policyrules.source import Source
from policyrules.text.problems import render

if TYPE_CHECKING:
    from policyrules.analysis.model import Claim
    from policyrules.language.env import Env
    from policyrules.register.model import Register
    from policyrules.result.coverage import Coverage
    from policyrules.tables.scores import Scores, Way
    from policyrules.tables.support import Support
    from policyrules.text.read import ReadFormat

MOST = 20
"""The most problems that the text of an exception tells."""


class PolicyrulesError(Exception):
    """Problems in what a user wrote: in a pack (`PolicyError`) or in facts (`FactsError`).

    ``problems`` holds all of them as values; the text of the exception is the first of them, to read.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def render(self, lang: Lang = "en") -> str:
        """All problems with their places and mends."""
        return "\n".join(render(p, lang) for p in self.problems)

    def to_dict(self, lang: Lang = "zh") -> dict[str, Any]:
        """All problems for a program (``policyrules/schemas/problems-1.json``)."""
        return {"problems": [p.to_dict(lang) for p in self.problems]}

    def __str__(self) -> str:
        lines = [render(p, "en") for p in islice(self.problems, MOST)]
        more = len(self.problems) - MOST
        return "\n".join([*lines, f"and {more} more; `problems` has them all"] if more > 0 else lines)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(p.code for p in self.problems)}>"


class PolicyError(PolicyrulesError):
    """A pack that cannot be used: not found, not readable, or with mistakes in its rules."""


class FactsError(PolicyrulesError):
    """Facts that cannot be evaluated; nothing was."""


class Policy:
    """A pack that has been loaded and checked. May be used from several threads at once, pickled and copied."""

    def __init__(self, lowered: Lowered, digest: str, warnings: tuple[Problem, ...]) -> None:
        self._lowered = lowered
        self._runner = Runner(lowered, digest)
        self._warnings = warnings
        own = [s.id for s in self.subjects if not s.span.source.pack] or [s.id for s in self.subjects]
        self._only = own[0] if len(own) == 1 else ""

    def __repr__(self) -> str:
        return f"<Policy {self.name} {self.digest[:19]}…>"

    def __reduce__(self) -> tuple[type[Policy], ready.Built]:
        return type(self), self.built

    @property
    def built(self) -> ready.Built:
        """What the policy was made of, for `ready.save`."""
        return self._lowered, self.digest, self._warnings

    @property
    def name(self) -> str:
        """The pack's name, from its header."""
        return self._lowered.program.name

    @property
    def digest(self) -> str:
        """SHA-256 over the rules and source texts of the pack and of those it stands under, ``sha256:…``."""
        return self._runner.digest

    @property
    def program(self) -> core.Program:
        """The checked program: subjects with their facts, scorecards, citations, assumptions."""
        return self._lowered.program

    @property
    def lowered(self) -> Lowered:
        """The form that is run, in which lists are drawn out and parameters are constants."""
        return self._lowered

    @property
    def subjects(self) -> tuple[core.Subject, ...]:
        """What can be evaluated."""
        return self.program.subjects

    def check(self) -> tuple[Problem, ...]:
        """What is worth mending though the pack can be used. (Mistakes have already been raised by `load`.)"""
        return self._warnings

    def read(self, lang: Lang = "zh", format: ReadFormat = "text") -> str:
        """The rules in words: what will be computed, as text, ``markdown`` or one page of ``html``.

        Two packs that mean the same read the same, however they are written: meant for people to read, and for snapshots that show
        a reviewer what a change of rules comes to.
        """
        from policyrules.text.read import read

        return read(self.program, lang, format)

    def proofs(self, *, solver: bool = False) -> tuple[Claim, ...]:
        """What was shown about the rules without any facts: what holds, and what was left open and why.

        ``solver``: with what z3 adds (the extra ``prove``; ImportError where it is not installed)."""
        from policyrules.analysis.examine import examine  # nothing that is evaluated needs it

        found = examine(self._lowered)
        if not solver:
            return found
        from policyrules.analysis.prove import prove

        return prove(self._lowered, found)

    def assumptions(self, kind: str | None = None) -> Register:
        """Every assumption, or those of one kind ("rounding"), with where it bites and what would change under the other readings
        of it, shown by facts that were evaluated under both. Takes seconds for a large pack."""
        from policyrules.register.build import register  # nothing that is evaluated needs it

        return register(self._lowered, self.digest, kind)

    def evaluate(
        self, facts: object, *, subject: str | None = None, on: date | str | None = None, engine: Engine | None = None
    ) -> Result:
        """Every outcome about one subject.

        ``facts``: a mapping (keys are names or aliases), an attrs instance or a dataclass; with ``subject`` it is flat, otherwise a
        single subject key may wrap it. ``on``: the date of evaluation, a date or ISO text; a datetime is refused, because its day
        depends on a time zone. Where it is None, what needs it is unknown. A missing fact is unknown and gives intervals. Raises
        FactsError with every problem in the facts at once.

        ``engine``: both give the same. None interprets a few times and then compiles; ``compiled`` compiles at once;
        ``interpreter`` never does.
        """
        if type(facts) is dict and engine is None and (on is None or type(on) is date):
            quick = self._runner.quick.get(self._only if subject is None else subject)
            if quick is not None and (found := quick(facts, on)) is not None:
                return found
        if isinstance(facts, Prepared):
            return self._prepared(facts, subject, on, engine)
        outcome = self.outcome(facts, subject=subject, on=on, engine=engine)
        if outcome.value is None:
            raise FactsError(outcome.problems)
        return outcome.value

    def prepare(self, facts: object, *, subject: str | None = None) -> Prepared:
        """Facts about one subject, read and checked once, for `evaluate` to take as often as wanted: on several dates, say. Raises
        FactsError with every problem in the facts at once."""
        picked = pick_subject(self.subjects, facts, subject)
        if picked.value is None:
            raise FactsError(picked.problems)
        who, given = picked.value
        made = self._runner.prepare(who.id, given)
        if made.value is None:
            raise FactsError(made.problems)
        return made.value

    def _prepared(self, facts: Prepared, subject: str | None, on: date | str | None, engine: Engine | None) -> Result:
        if facts.digest != self.digest:
            raise ValueError("these facts were prepared by another policy")
        if subject not in (None, facts.subject):
            raise ValueError(f"these facts were prepared about {facts.subject}")
        day = _day(on)
        if day.problems:
            raise FactsError(day.problems)
        if engine == "interpreter":
            return self._runner.interpret(facts.subject, facts.facts, day.value)
        return facts.run(day.value)

    def source(self, subject: str) -> str:
        """The Python that a subject (its alias) is compiled to, to be read: with the names of facts and parts beside it."""
        from policyrules.compiled.source import printed

        plan = self._runner.compile(subject)
        return printed(plan.compiled.source) if plan else ""

    def evaluate_many(
        self, records: Iterable[object], *, subject: str | None = None, on: date | str | None = None
    ) -> list[Result | FactsError]:
        """One result for each record, in order; a record with problems gives its FactsError in place and does not stop the rest."""
        outcomes = (self.outcome(facts, subject=subject, on=on) for facts in records)
        return [FactsError(o.problems) if o.value is None else o.value for o in outcomes]

    def score(
        self,
        frame: Any,
        *,
        subject: str | None = None,
        on: date | str | None = None,
        children: Mapping[str, Any] | None = None,
        key: str | None = None,
        bounds: bool = True,
        exact: bool = False,
        way: Way | None = None,
    ) -> Scores:
        """A whole table scored, one subject a row: ``frame`` is anything narwhals reads (polars, pandas, pyarrow, DuckDB, PySpark),
        and ``.frame`` of what comes back a table of the same kind, lazy where that was. Needs the extra ``tables``.

        Columns are facts by name or alias; others are carried along. A null is an unknown fact. ``children`` has the table of each
        list by its name or alias, tied to rows by ``key`` (the first column that is no fact). With ``bounds=False`` one figure
        stands for both bounds, and rows that lack a fact are set aside. ``exact``: numbers as whole numerators, with their
        denominators in columns beside them, instead of the nearest floats. Rows with problems are set aside (``.problems``). Raises
        FactsError for a table that cannot be read as facts at all.

        ``way``: None takes ``vectors`` where the whole subject can be said so and else ``rows`` (`support` tells); both give the
        same. Asking for ``vectors`` where that cannot be raises LookupError. ImportError where the extra is not installed.
        """
        try:
            from policyrules.tables import scores
        except ModuleNotFoundError as missing:
            raise ImportError(f"tables need {missing.name}: pip install 'policyrules[tables]'") from missing

        picked = pick_subject(self.subjects, {}, subject)
        day = _day(on)
        if picked.value is None or day.problems:
            raise FactsError((*picked.problems, *day.problems))
        asked = scores.ask(
            *(self._runner, frame, picked.value[0].id),
            on=day.value,
            children=children,
            key=key,
            bounds=bounds,
            exact=exact,
        )
        if asked.value is None:
            raise FactsError(asked.problems)
        return scores.score(asked.value, way)

    def support(self, subject: str | None = None) -> Support:
        """What of a subject `score` can work out by expressions of an engine, and why not the rest, which it does row by row."""
        from policyrules.tables.support import support

        picked = pick_subject(self.subjects, {}, subject)
        if picked.value is None:
            raise FactsError(picked.problems)
        return support(self._runner, picked.value[0].id)

    def rank(self, subjects: Mapping[str, object], scorecard: str, *, on: date | str | None = None) -> tuple[Ranked, ...]:
        """The places of several subjects by the 排序 of a scorecard (its alias), best first.

        ``subjects``: the facts of each, flat, by a key of your own. Places count from 1 and equal subjects share one; missing facts
        give a stretch of places. Who is not eligible has none and stands last. Raises FactsError with every problem in the facts
        of all of them, each with the key in front of its place, and LookupError for a scorecard without 排序.
        """
        card = next((c for c in self.program.scorecards if c.id == scorecard and c.ranking), None)
        if card is None:
            raise LookupError(f"no scorecard `{scorecard}` with a ranking (排序)")
        found = {key: self.outcome(_inner(subjects, key), subject=card.subject, on=on) for key in subjects}
        problems = [q.inside(key) for key, o in found.items() for q in o.problems if o.value is None]
        if problems:
            raise FactsError(problems)
        return ranked({key: o.value for key, o in found.items() if o.value}, scorecard)

    def outcome(
        self, facts: object, *, subject: str | None = None, on: date | str | None = None, engine: Engine | None = None
    ) -> Outcome[Result]:
        """What `evaluate` gives, with the problems in the facts as values and nothing raised."""
        picked = pick_subject(self.subjects, facts, subject)
        day = _day(on)
        if picked.value is None:
            return Outcome(None, (*picked.problems, *day.problems))
        who, given = picked.value
        found = self._runner.run(who.id, given, day.value, engine)
        return Outcome(None, (*found.problems, *day.problems)) if day.problems else found

    def values(self, facts: object, subject: str, on: date | None = None) -> Mapping[str, Value]:
        """What every 设 about a subject (its alias) comes to, by id, for facts that have no problem."""
        return self.known(facts, subject, on).values

    def known(self, facts: object, subject: str, on: date | None = None) -> Env:
        """The facts about a subject (its alias), which have no problem, as rules read them, with every 设."""
        read = self._runner.readers[subject].read(facts)
        return worked_out(self._lowered.subjects[subject], read.sure, on)

    def by_alias(self, facts: Table, subject: str) -> dict[str, object]:
        """Facts about a subject (its alias) that have no problem, by alias (see `FactReader.by_alias`)."""
        return self._runner.readers[subject].by_alias(facts)


def _inner(whole: Mapping[str, object], key: str) -> object:
    """The facts below a key; of a file, with their places in it."""
    facts = whole[key]
    return whole.inner(key, facts) if isinstance(whole, FileFacts) and isinstance(facts, dict) else facts


def _day(on: date | str | None) -> Outcome[date]:
    if on is None or type(on) is date:
        return Outcome(on)
    day = read_day(on)
    if day is not None:
        return Outcome(day)
    return Outcome(None, (NotADate(where="on", found=show(on)) if isinstance(on, str) else wrong(ON, on, "on"),))


_loaded: dict[str, Policy] = {}
_lock = Lock()


def load(name_or_path: str | os.PathLike[str], *, cache: bool = True) -> Policy:
    """A pack by the name it is installed under, or by the path of a folder or of one .policy file.

    Loaded once and kept until its files change; between processes it is kept in the platform's cache folder (``POLICYRULES_CACHE``:
    another folder, or ``off``), for which ``cache=False`` neither reads nor writes. Raises PolicyError with every problem at once.
    """
    outcome = opened(name_or_path, cache=cache)
    if outcome.value is None:
        raise PolicyError(outcome.problems)
    return outcome.value


def opened(name_or_path: str | os.PathLike[str], *, cache: bool = True) -> Outcome[Policy]:
    """The same, with every problem as a value, warnings included."""
    found = project.find(name_or_path)
    if found.value is None:
        return Outcome(None, found.problems)
    pack = project.read(found.value)
    if pack.value is None:
        return Outcome(None, pack.problems)
    key = str(found.value)
    kept = _loaded.get(key)
    if kept is None or kept.digest != _digest(pack.value, kept.program):
        made = _made(pack.value, standard() if cache else Cache(None))
        if made.value is None:
            return made
        kept = made.value
    with _lock:
        _loaded[key] = kept
    return Outcome(kept, kept.check())


def _made(pack: project.Pack, cache: Cache) -> Outcome[Policy]:
    """The policy of a pack: as it came with the package, as it is kept on disk, or built anew; and every problem."""
    rules = project.digest(pack.policies)
    for built in ready.found(rules, cache):
        if built[1] == _digest(pack, built[0].program):
            return Outcome(Policy(*built), built[2])
    made = compile_pack(pack)
    if made.value is not None:
        ready.keep(rules, made.value.built, cache)
    return made


def coverage(name_or_path: str | os.PathLike[str]) -> Coverage:
    """How far the rules of a pack cover the sentences of its source texts.

    ``coverage(…).tokens`` counts normative tokens by state, ``.sentences`` has every sentence, ``.to_dict()`` is the form for a
    program (``policyrules/schemas/coverage-1.json``). Raises PolicyError for a pack that cannot be used, or that has no text.
    """
    outcome = covered(name_or_path)
    if outcome.value is None:
        raise PolicyError(outcome.problems)
    return outcome.value


def covered(name_or_path: str | os.PathLike[str]) -> Outcome[Coverage]:
    """The same, with every problem as a value; those of the pack included, warnings as well."""
    from policyrules.provenance.coverage import cover

    policy, found = opened(name_or_path), project.find(name_or_path)
    pack = project.read(found.value) if found.value is not None else None
    if policy.value is None or pack is None or pack.value is None:
        return Outcome(None, policy.problems)
    texts = [pack.value.source(name) for name in policy.value.program.document.sources]
    if unread := [p for t in texts for p in t.problems]:
        return Outcome(None, tuple(unread))
    made = cover(policy.value.program, policy.value.lowered.places, [t.sure for t in texts])
    return Outcome(made.value, policy.problems) if made.value else made


def compile_pack(pack: project.Pack) -> Outcome[Policy]:
    """The policy of a pack's files, and every problem, warnings included."""
    built = build(pack)
    if built.value is None or has_errors(built.problems):
        return Outcome(None, built.problems)
    return Outcome(Policy(built.value, _digest(pack, built.value.program), built.problems), built.problems)


def _digest(pack: project.Pack, program: core.Program) -> str:
    """Over the rules, and the texts they cite, of the pack and of those it stands under."""
    whole: list[Source] = []
    for one, document in zip(follow(pack, program), program.documents, strict=False):
        texts = [one.source(name).value for name in document.sources]
        whole += [*one.policies, *(t for t in texts if t)]
    return project.digest(tuple(whole))


def evaluate(
    policy: str | os.PathLike[str] | Policy,
    facts: object,
    *,
    subject: str | None = None,
    on: date | str | None = None,
    engine: Engine | None = None,
) -> Result:
    """Evaluate facts under a pack given by name, by path, or as loaded. See `Policy.evaluate`."""
    loaded = policy if isinstance(policy, Policy) else load(policy)
    return loaded.evaluate(facts, subject=subject, on=on, engine=engine)
