"""A pack on disk: finding it by name or path, reading its files, starting and copying one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from attrs import frozen

from policyrules.diagnostics import inherit as i
from policyrules.diagnostics import project as d
from policyrules.diagnostics.base import Outcome, Problem, suggest
from policyrules.language.vocabulary import word
from policyrules.source import Source

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from importlib.resources.abc import Traversable

_HERE = Path(__file__).parent
ENTRY_POINT = "policyrules.packs"
"""Group of entry points by which another package offers packs: name = "package.module", whose folder is the pack."""
MOST_BYTES = 4_000_000
SUFFIX = ".policy"
STATEMENTS = (
    *("policy", "subject", "parameter", "let", "scorecard", "classification", "naming", "target", "requirement", "amend"),
    *("total of", "ranking", "narrative", "deferred"),
)
"""Words that begin a statement of rules, in this version or one to come."""
_CASE, _RULES, _HEADER = (
    re.compile(rf"^\ufeff?(?:{'|'.join(w.spelt(side) for w in map(word, words) for side in ('zh', 'en'))})(?!\w)", re.MULTILINE)
    for words in (("case",), STATEMENTS, ("policy",))
)
"""A line that begins a case, one that begins a statement of rules, and one that begins the header."""


@frozen
class Pack:
    """The files of a pack as read: where it was found, its rules by file name in order, and its cases.

    A file with a case in it and no statement of rules is one of cases: it changes no result, so it takes no part in what a pack is
    known by and is looked into only when somebody asks for cases. ``name`` is what another pack stands under it by, and "" for the
    pack asked for.
    """

    root: Traversable
    shown: str
    policies: tuple[Source, ...]
    cases: tuple[Source, ...] = ()
    beside: Path | None = None
    """The folder that the pack lies in."""
    name: str = ""

    def parent(self, name: str) -> Outcome[Pack]:
        """The pack that this one stands under: of that name beside it, else installed."""
        found = find_parent(name, self.beside)
        return read(found.value, name=name) if found.value is not None else Outcome(None, found.problems)

    def source(self, name: str) -> Outcome[Source]:
        """A source text of the pack by its name in the header."""
        file = self.inside(name)
        if file is None:
            return Outcome(None, (d.SourceOutside(found=name, where=self.shown),))
        if SUFFIX in (file.name[-len(SUFFIX) :], _real(file).name[-len(SUFFIX) :]):
            return Outcome(None, (d.SourceIsRules(found=name, where=self.shown),))
        try:
            there = file.is_file()
        except (OSError, ValueError):  # no name a file can have
            there = False
        if not there:
            return Outcome(None, (d.SourceFileMissing(found=name, where=self.shown),))
        return _read(file, name, self.name)

    def inside(self, name: str) -> Traversable | None:
        """A file in the folder of the pack, whether it is there or not; None for a name that leads out of it."""
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if not parts or ".." in parts or ":" in name or name.startswith(("/", "\\")):
            return None
        file = self.root.joinpath(*parts)
        real = _real(file)
        return file if not isinstance(real, Path) or real.is_relative_to(Path(str(self.root)).resolve()) else None


def _real(file: Traversable) -> Traversable:
    """The file that a link leads to."""
    try:
        return file.resolve() if isinstance(file, Path) else file
    except (OSError, ValueError):  # no name a file can have
        return file


def installed() -> tuple[str, ...]:
    """The names of every installed pack: those that come with the package, and those other packages offer."""
    return tuple(sorted({*_own(), *_offered()}))


def _offered() -> dict[str, EntryPoint]:
    """What other packages offer, by name; nothing of theirs is imported for it."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=ENTRY_POINT)}


def _taken(offer: EntryPoint) -> Outcome[Traversable]:
    """The folder of a pack that another package offers. Importing it runs that package's code, which may fail in any way."""
    from importlib.resources import files

    try:
        return Outcome(files(offer.value))
    except Exception as error:
        package = offer.dist.name if offer.dist else "?"
        return Outcome(None, (d.BrokenOffer(found=offer.name, package=package, why=f"{type(error).__name__}: {error}"),))


def _own() -> dict[str, Traversable]:
    """The packs in the wheel, or in the checkout the package is run from."""
    homes = [h for h in (_HERE / "packs", _HERE.parents[1] / "policies") if h.is_dir()]
    folders = (f for home in homes for f in home.iterdir() if f.is_dir())
    return {f.name: f for f in folders if any(_is_rules(x.name) for x in f.iterdir())}


def find(name: str | os.PathLike[str]) -> Outcome[Traversable]:
    """The folder or file of a pack. An installed name goes before a folder of that name, so that where an app is started from never
    changes which rules it runs; a path with a separator is always a path."""
    text = os.fsdecode(name)
    if isinstance(name, str) and not {"/", "\\"} & set(text) and text not in ("", ".", ".."):
        own = _own()
        if text in own:  # looking through every installed package takes longer than all the rest of this
            return Outcome(own[text])
        offered = _offered()
        if text in offered:
            return _taken(offered[text])
        if not _exists(Path(text)):
            known = sorted({*own, *offered})
            return Outcome(None, (d.UnknownPack(found=text, nearest=suggest(text, known), known="、".join(known)),))
    if not text or "\0" in text or not _exists(Path(text)):
        there, last = installed(), PurePath(text).name
        return Outcome(None, (d.UnknownPack(found=text, misplaced=last if last in there else "", known="、".join(there)),))
    return Outcome(Path(text))


def find_parent(name: str, beside: Path | None) -> Outcome[Traversable]:
    """The folder or file of a pack that another stands under. What lies beside that one goes before what is installed."""
    if not {"/", "\\", ":", "\0"} & set(name) and name not in (".", ".."):
        for near in (beside / name, beside / f"{name}{SUFFIX}") if beside else ():
            if _holds_rules(near):
                return Outcome(near)
        own = _own()
        if name in own:
            return Outcome(own[name])
        offered = _offered()
        if name in offered:
            return _taken(offered[name])
    nearest = suggest(name, {*installed(), *_neighbours(beside)})
    return Outcome(None, (i.UnknownParent(found=name, nearest=nearest),))


def _holds_rules(path: Path) -> bool:
    """Whether a pack is there."""
    try:
        return path.is_file() if path.name.endswith(SUFFIX) else path.is_dir() and any(_is_rules(f.name) for f in path.iterdir())
    except (OSError, ValueError):
        return False


def _neighbours(beside: Path | None) -> list[str]:
    """The names of packs in a folder, as far as it pays to look."""
    try:
        return [f.name for f in islice(beside.iterdir() if beside else (), 200) if f.is_dir() and _holds_rules(f)]
    except OSError:
        return []


def _is_rules(name: str) -> bool:
    """Whether a file is one of rules; hidden files, which some systems leave beside the real ones, are not."""
    return name.endswith(SUFFIX) and not name.startswith(".")


def holds_cases(text: str) -> bool:
    """Whether a text is a file of cases: it has one, and no statement of rules, in either vocabulary."""
    if not any(word("case").spelt(side) in text for side in ("zh", "en")):  # which is quickly seen of most files of rules
        return False
    return bool(_CASE.search(text)) and not _RULES.search(text)


def read_cases(file: Path) -> bool:
    """Whether a file is one of cases."""
    found = _read(file, file.name).value
    return found is not None and holds_cases(found.text)


def is_pack(folder: Path) -> bool:
    """Whether a folder holds rules with a header."""
    found = read(folder).value
    return found is not None and any(_HEADER.search(source.text) for source in found.policies)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read(root: Traversable, shown: str = "", name: str = "") -> Outcome[Pack]:
    """The files of a pack, or every problem in reading them. With a ``name`` it is one that another stands under."""
    shown = shown or str(root)
    try:
        if root.is_file():
            rules, home = [root], Path(str(root)).parent
        else:
            rules = sorted((f for f in root.iterdir() if _is_rules(f.name) and f.is_file()), key=lambda f: f.name)
            home = root  # type: ignore[assignment]
    except OSError as error:
        return Outcome(None, (d.Unreadable.of(shown, error),))
    if not rules:
        return Outcome(None, (d.NoPolicies(where=shown),))
    outcomes = [_read(f, f.name, name) for f in rules]
    problems = tuple(p for o in outcomes for p in o.problems)
    sources = tuple(o.value for o in outcomes if o.value is not None)
    if problems:
        return Outcome(None, problems)
    cases = tuple(x for x in sources if holds_cases(x.text))
    policies = tuple(x for x in sources if not any(x is case for case in cases))
    if not policies:
        from policyrules.diagnostics.cases import CasesAlone

        return Outcome(None, (CasesAlone(where=shown),))
    beside = Path(os.path.abspath(root)).parent if isinstance(root, Path) else None
    return Outcome(Pack(home, shown, policies, cases, beside, name))


def rules_in(path: Path) -> Outcome[list[tuple[Path, Source]]]:
    """The .policy files of a folder, or a file and those beside it, with their texts: cases as well, mistakes or not."""
    folder = path if path.is_dir() else path.parent
    try:
        files = [f for f in folder.iterdir() if _is_rules(f.name) and f.is_file() and f != path]
    except OSError as error:
        return Outcome(None, (d.Unreadable.of(str(path), error),))
    files = sorted(files if path.is_dir() else [*files, path], key=lambda f: f.name)
    if not files:
        return Outcome(None, (d.NoPolicies(where=str(path)),))
    found = [(f, _read(f, str(f))) for f in files]
    asked = [o for f, o in found if path.is_dir() or f == path]
    return Outcome([(f, o.value) for f, o in found if o.value], tuple(q for o in asked for q in o.problems))


def digest(sources: tuple[Source, ...]) -> str:
    """One digest for several texts and their names."""
    whole = hashlib.sha256()
    for source in sources:
        for part in (source.path, source.text):
            data = part.encode("utf-8", "surrogatepass")
            whole.update(len(data).to_bytes(8, "big") + data)
    return f"sha256:{whole.hexdigest()}"


def _read(file: Traversable, name: str, pack: str = "") -> Outcome[Source]:
    name = f"{pack}/{name}" if pack else name
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        return Outcome(None, (d.Unreadable.of(name, error),))
    if len(data) > MOST_BYTES:
        return Outcome(None, (d.FileTooLarge(where=name, most=MOST_BYTES),))
    try:
        return Outcome(Source(name, data.decode("utf-8"), pack))
    except UnicodeDecodeError:
        return Outcome(None, (d.NotUtf8(where=name, gbk=_is_gbk(data)),))


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gbk")
    except UnicodeDecodeError:
        return False
    return True


# ---------------------------------------------------------------- starting and copying


def copy(root: Traversable, target: Path) -> tuple[Problem, ...]:
    """Copy a pack into a new folder, its files and those in its folders; of a pack that is one file, that file."""
    return _fill(target, iter([(root.name, root.read_bytes())]) if root.is_file() else _walk(root))


def unfound(folder: Path) -> str | None:
    """The name of the pack that one in a folder stands under, where that is not found from there."""
    from policyrules.grammar.headers import under

    pack = read(folder).value
    above = under(pack.policies) if pack else None
    return above.text if pack and above and find_parent(above.text, pack.beside).value is None else None


def start(target: Path) -> tuple[Problem, ...]:
    """Start a pack in a new folder from the template that comes with the package."""
    return _fill(target, _walk(_HERE / "template"))


def _walk(root: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(root.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.startswith(".") and not entry.name.endswith((".py", ".pyc")):
            yield prefix + entry.name, entry.read_bytes()


def _fill(target: Path, contents: Iterator[tuple[str, bytes]]) -> tuple[Problem, ...]:
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            return (d.AlreadyThere(where=str(target)),)
        for name, data in contents:
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except (OSError, ValueError) as error:
        return (d.Unreadable.of(str(target), error),)
    return ()
