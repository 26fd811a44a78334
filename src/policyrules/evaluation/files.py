"""Facts from files, and whose facts they are."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Outcome, Problem, suggest
from policyrules.evaluation.given import PLAIN, FileFacts, Table, as_mapping, kind_of, show
from policyrules.evaluation.locate import LongStrings, keys, located
from policyrules.language import core
from policyrules.language.values import DIGITS
from policyrules.source import Source, Span

LARGEST = 5
"""The largest file that is read, in MB."""
DEEPEST = 20
"""The deepest nesting of tables and lists."""
_MOST = 50
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE_KEY = re.compile(r"^[ \t\u3000\xa0]*+(\[{0,2})[ \t]*+([^\s\"'=＝\[\]#]++)[ \t\u3000\xa0]*+([=＝]|\]{1,2})", re.MULTILINE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONG_NUMBER = re.compile(r"(?<![0-9_])[0-9][0-9_]{4000,}+")
# The reader of TOML takes time that grows with the square of the length of a dotted name.
_LONG_PATH = re.compile(r'(?:(?:(?<![\w-])[\w-]++|"[^"\n]*+"|\'[^\'\n]*+\')[ \t]*+\.[ \t]*+){30}')


def read_file(path: str | Path) -> Outcome[FileFacts]:
    """The facts in a .toml or .json file, or what is wrong with the file."""
    where = str(path)
    scan = {".toml": _toml, ".json": _json}.get(Path(path).suffix.lower())
    if scan is None:
        return Outcome(None, (f.UnknownFactFormat(where=where),))
    try:
        with open(path, "rb") as stream:
            data = stream.read(LARGEST * 1_000_000 + 1)
    except (OSError, ValueError) as error:
        return Outcome(None, (f.FactFileUnreadable(where=where, missing=isinstance(error, FileNotFoundError)),))
    if len(data) > LARGEST * 1_000_000:
        return Outcome(None, (f.FactFileTooLarge(where=where, limit=LARGEST),))
    try:
        source = Source(where, data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Outcome(None, (f.FactFileNotUtf8(where=where, encoding=_encoding(data)),))
    try:
        found, problems = scan(source)
    except RecursionError:
        found, problems = None, [f.NestedTooDeep(where=where)]
    if problems:
        return Outcome(None, tuple(problems))
    if _too_deep(found):
        return Outcome(None, (f.NestedTooDeep(where=where),))
    if not isinstance(found, dict):
        return Outcome(None, (f.FactsNotNamed(found=kind_of(found), span=Span(source, 0, 0)),))
    facts = FileFacts(found)
    facts.source = source
    return Outcome(facts)


def _encoding(data: bytes) -> str:
    """What the file seems to be saved as; empty when it cannot be told."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK" if any("\u4e00" <= c <= "\u9fff" for c in text) else ""


def _too_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [v for table in level for v in _members(table)]
        if not level:
            return False
    return True


def _members(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all measure; the reader of the fact says that it has too many digits
        return Decimal("1E+999999")


# ---------------------------------------------------------------- JSON


def _json(source: Source) -> tuple[Any, list[Problem]]:
    repeated: set[str] = set()

    def table(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            repeated.add("")
        return made

    try:
        found = json.loads(
            source.text,
            parse_float=_decimal,
            parse_int=lambda text: int(text) if len(text) <= DIGITS + 1 else _decimal(text),
            parse_constant=_decimal,
            object_pairs_hook=table,
        )
    except json.JSONDecodeError as error:
        span = Span(source, error.pos, min(error.pos + 1, len(source.text)))
        return None, [f.JsonSyntax(says=error.msg, span=span)]
    return found, list(_repeated(source)) if repeated else []


def _repeated(source: Source) -> Iterator[Problem]:
    seen: set[str] = set()
    count = 0
    for path, start, end in keys(source):
        if path in seen and count < _MOST:
            count += 1
            yield f.DuplicateKey(where=show(path), span=Span(source, start, end))
        seen.add(path)


# ---------------------------------------------------------------- TOML


def _toml(source: Source) -> tuple[Any, list[Problem]]:
    if source.text.count(".") >= 30 and (match := _LONG_PATH.search(source.text)):
        return None, [f.NestedTooDeep(where=source.path, span=Span(source, match.start(), match.end()))]
    try:
        return tomllib.loads(source.text, parse_float=_decimal), []
    except tomllib.TOMLDecodeError as error:
        return None, _toml_problems(source, str(error))
    except ValueError:  # an integer so long that it is not converted
        match = _LONG_NUMBER.search(source.text)
        span = Span(source, match.start(), match.end()) if match else None
        digits = match.end() - match.start() if match else DIGITS + 1
        return None, [f.TooManyDigits(where=_key_at(source, span), digits=digits, span=span)]


def _toml_problems(source: Source, message: str) -> list[Problem]:
    at = _AT.search(message)
    says = message[: at.start()] if at else message
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (len(source.starts), len(source.line(len(source.starts))) + 1)
    start = min(source.starts[line - 1] + column - 1, len(source.text))
    span = Span(source, start, min(start + 1, len(source.text)))
    text = source.line(line)
    if (key := _BARE_KEY.match(text)) and not key[2].isascii():
        return list(_bare_keys(source))
    if says.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate inline table key")):
        return [f.DuplicateKey(where=_key_at(source, span), span=span)]
    if says.startswith("Invalid date") and (day := _DATE.search(text)):
        start = source.starts[line - 1] + day.start()
        return [f.NotADate(where=_key_at(source, span), found=day[0], span=Span(source, start, start + len(day[0])))]
    return [f.TomlSyntax(says=says, span=span, line=text), *_bare_keys(source)]


def _key_at(source: Source, span: Span | None) -> str:
    """What stands before the equals sign, or in the brackets, of the line of a place."""
    text = source.line(source.position(span.start)[0]) if span else ""
    return show(text.partition("=")[0].strip().strip("[]").strip().strip("\"'")) or source.path


def _bare_keys(source: Source) -> Iterator[Problem]:
    """Every Chinese name without quotation marks, because they commonly come together."""
    inside = LongStrings(source.text)
    count = 0
    for match in _BARE_KEY.finditer(source.text):
        opening, key, closing = match.groups()
        if key.isascii() or match.start() in inside or (opening == "") != (closing in "=＝"):
            continue
        count += 1
        if count <= _MOST:
            quoted = ".".join(part if part.isascii() and part else f'"{part}"' for part in key.strip("“”「」‘’").split("."))
            mended = f"{opening}{quoted}{closing}" if opening else f"{quoted} = …"
            span = Span(source, match.start(2), match.end(2))
            yield f.BareChineseKey(key=show(key), mended=show(mended), where=show(key), span=span)


# ---------------------------------------------------------------- subjects

Picked = tuple[core.Subject, Table]


def pick_subject(subjects: Sequence[core.Subject], facts: object, subject: str | None = None) -> Outcome[Picked]:
    """Whose facts these are, and the facts themselves, flat.

    A subject that is named (by name or alias) has flat facts. Otherwise a single entry that names a subject wraps them, or they
    belong to the only subject there is; of a pack that stands under others, the only one of its own.
    """
    given = as_mapping(facts)
    if given is None:
        return Outcome(None, (f.FactsNotNamed(found=kind_of(facts)),))
    called = {s.name: s for s in subjects} | {s.id: s for s in subjects}
    known = tuple((s.name, s.id) for s in subjects)
    nested = [(key, raw) for key, raw in given.items() if type(raw) not in PLAIN and isinstance(key, str)]
    tables = {key: inner for key, raw in nested if (inner := as_mapping(raw)) is not None}
    wraps = next((key for key in tables if key in called), None)
    if subject is not None:
        chosen = called.get(subject) if isinstance(subject, str) else None
        if chosen is None:
            return Outcome(None, (f.UnknownSubject(asked=show(subject), nearest=suggest(show(subject), called), known=known),))
        if wraps is not None and not _is_fact(chosen, wraps):
            return Outcome(None, located([f.SubjectOutOfPlace(where=wraps, named=True)], given))
        return Outcome((chosen, given))
    if wraps is not None and len(given) == 1:
        inner = tables[wraps]
        return Outcome((called[wraps], given.inner(wraps, inner) if isinstance(given, FileFacts) else inner))
    return _unwrapped(subjects, given, tables, wraps)


def _unwrapped(subjects: Sequence[core.Subject], given: Table, tables: dict[str, Table], wraps: str | None) -> Outcome[Picked]:
    own = [x for x in subjects if not x.span.source.pack] or subjects  # not those of the packs it stands under
    only = own[0] if len(own) == 1 else None
    known = tuple((s.name, s.id) for s in subjects)
    if wraps is not None and not (only and _is_fact(only, wraps)):
        return Outcome(None, located([f.SubjectOutOfPlace(where=wraps)], given))
    if len(given) == 1 and tables:
        (key,) = tables
        nearest = suggest(key, [name for pair in known for name in pair])
        if not only or (nearest and not _is_fact(only, key)):
            return Outcome(None, located([f.UnknownSubject(where=show(key), asked=show(key), nearest=nearest, known=known)], given))
    if only is None:
        where = given.source.path if isinstance(given, FileFacts) else ""
        return Outcome(None, (f.SubjectUnclear(known=known, where=where),))
    return Outcome((only, given))


def _is_fact(subject: core.Subject, key: str) -> bool:
    return any(path == key or path.startswith(key + ".") for fact in subject.fields for path in (fact.alias, fact.name))
