"""inherit: the files of a pack and of those it stands under to one family, amendments carried out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from attrs import evolve, frozen

from policyrules.diagnostics import inherit as n
from policyrules.diagnostics.base import Label, Outcome, Problem, suggest
from policyrules.diagnostics.cases import CaseAmongRules
from policyrules.language import surface as s
from policyrules.language.family import Family
from policyrules.passes.inherit_subjects import Subjects, headed, told_why

_KINDS = {
    s.Parameter: ("参数", "a parameter"),
    s.Let: ("“设”的值", "a derived value"),
    s.Classification: ("分类", "a classification"),
    "group": ("分组", "a group"),
    "item": ("项目", "an item"),
    "criterion": ("要点", "a criterion"),
}
_ABOUT = (s.Let, s.Scorecard, s.Classification, s.Requirement, s.Target)
_VALUES = (s.Parameter, s.Let, s.Classification)
"""What other rules read by its name."""
_Key = tuple[object, str]
B = TypeVar("B", s.Scorecard, s.Part)


def inherit(generations: Sequence[Sequence[s.File]]) -> Outcome[Family]:
    """The family of a pack: its own files, then those of each pack above it. Every problem of 修改 is told here."""
    family = _Family()
    for files in reversed(generations):
        family.add(files, alone=len(generations) == 1)
    made = (evolve(x.file, statements=tuple(x.statements)) for x in family.files)
    unruled = (x for f in generations[0] for x in f.statements if isinstance(x, s.Unruled))
    return Outcome(Family(tuple(made), family.replaced, tuple(unruled)), tuple(family.problems))


@frozen(eq=False)
class _Open:
    """A file whose statements are still being settled."""

    file: s.File
    statements: list[s.Declaration]

    def put(self, old: s.Declaration, *new: s.Declaration) -> None:
        """Put others, or nothing, in the place of a statement."""
        at = next(i for i, x in enumerate(self.statements) if x is old)
        self.statements[at : at + 1] = new


class _Family:
    def __init__(self) -> None:
        self.files: list[_Open] = []
        self.problems: list[Problem] = []
        self.replaced: dict[int, s.Field | s.Parameter | s.Let] = {}

    def add(self, files: Sequence[s.File], *, alone: bool) -> None:
        """The next pack down; ``alone`` where there is no other."""
        generation = _Generation(self, alone, {_key(x): (home, x) for home in self.files for x in home.statements}, {})
        own = [_Open(f, [x for y in f.statements for x in generation.settled(y)]) for f in files]
        if not alone:
            self.about(own)
        self.files = [*own, *self.files]

    def about(self, own: Sequence[_Open]) -> None:
        """Write out the subject of each 设 that leaves it out, as the pack means it by itself: packs below may add subjects."""
        mine, every = (
            [x.head.name for h in homes for x in h.statements if isinstance(x, s.Subject)] for homes in (own, (*own, *self.files))
        )
        seen = mine if len(mine) == 1 else every
        lets = [(home, x) for home in own for x in home.statements if isinstance(x, s.Let) and x.subject is None]
        for home, x in lets if len(seen) == 1 else ():
            made = evolve(x, subject=evolve(seen[0], span=x.head.name.span))
            home.put(x, made)
            if id(x) in self.replaced:
                self.replaced[id(made)] = self.replaced.pop(id(x))


@frozen(eq=False)
class _Generation:
    """The statements of one pack being settled. ``above`` is what the packs above declare, ``done`` what was amended so far."""

    family: _Family
    alone: bool
    above: dict[_Key, tuple[_Open, s.Declaration]]
    done: dict[tuple[object, ...], s.Name]

    def tell(self, problem: Problem) -> None:
        self.family.problems.append(problem)

    def settled(self, node: s.Statement) -> Iterator[s.Declaration]:
        """What a statement declares in its pack, if anything."""
        if isinstance(node, s.Case):
            self.tell(CaseAmongRules(span=node.title.span, found=node.title.text))
        elif isinstance(node, s.Unruled):
            return
        elif not isinstance(node, s.Amend):
            if there := self.above.get(_key(node)):
                name, first = node.head.name, there[1].head.name
                label = Label(span=first.span, zh="上位文件在这里声明", en="declared here in the pack above")
                self.tell(n.AlreadyInParent(span=name.span, found=name.text, pack=first.span.source.pack, labels=(label,)))
            else:
                yield node
        elif isinstance(node.what, s.Part):
            self.part(node, node.what)
        elif made := self.declaration(node.what):
            yield made

    def first(self, name: s.Name, key: tuple[object, ...]) -> bool:
        """Whether neither this, nor anything in it, nor what it stands in was amended before; of a part the key is its path."""
        for other, before in self.done.items():
            if key[: len(other)] == other[: len(key)]:
                label = Label(span=before.span, zh="先在这里修改", en="first amended here")
                self.tell(n.AmendedTwice(span=name.span, found=name.text, labels=(label,)))
                return False
        self.done[key] = name
        return True

    def declaration(self, what: s.Declaration) -> s.Declaration | None:
        """The declaration that takes the place of one above."""
        name, found = what.head.name, self.above.get(_key(what))
        if found is None:
            near = suggest(name.text, [x for kind, x in self.above if kind == _key(what)[0]])
            self.tell(n.NothingToAmend(span=name.span, found=name.text, nearest=near, orphan=self.alone))
            return None
        home, old = found
        if not self.first(name, _key(what)) or not self.alike(name, type(old), type(what)):
            return None
        made = headed(what, old, self.family.problems)
        if isinstance(made, s.Subject) and isinstance(old, s.Subject):
            made = Subjects(self.family.problems, self.family.replaced).merged(old, made)
        elif not told_why(made):
            self.tell(n.AmendedSilently(span=name.span, found=name.text))
        if isinstance(made, _ABOUT) and isinstance(old, _ABOUT):
            made = self.about_the_same(made, old)
        if isinstance(made, s.Parameter | s.Let) and isinstance(old, s.Parameter | s.Let):
            self.family.replaced[id(made)] = old
        home.put(old)
        return made

    def about_the_same(self, made: s.Let | s.Rule, old: s.Let | s.Rule) -> s.Declaration:
        """With the subject it was about; another one is a problem."""
        if made.subject and old.subject and made.subject != old.subject:
            self.tell(n.FixedByParent(span=made.subject.span, found=made.head.name.text, what_zh="对象", what_en="subject"))
        return evolve(made, subject=old.subject or made.subject) if isinstance(made, s.Let) else made

    def alike(self, name: s.Name, was: object, now: object) -> bool:
        """Whether both are of one kind."""
        if was != now:
            (was_zh, was_en), (now_zh, now_en) = _KINDS[was], _KINDS[now]
            kinds: dict[str, Any] = {"was_zh": was_zh, "was_en": was_en, "now_zh": now_zh, "now_en": now_en}
            self.tell(n.AmendedAsAnother(span=name.span, found=name.text, **kinds))
        return was == now

    # ------------------------------------------------------------ items and criteria

    def part(self, node: s.Amend, what: s.Part) -> None:
        """Put an item or a criterion in the place of one above, inside its scorecard."""
        name, wanted = what.head.name, tuple(x.text for x in (*node.above, what.head.name))
        cards = [x for _, x in self.above.values() if isinstance(x, s.Scorecard)]
        known = {(x.head.name.text, *path): part for x in cards for path, part in _parts(x)}
        found = [path for path in known if path[-len(wanted) :] == wanted]
        if len(found) > 1:
            places, first = "、".join(map("的".join, found)), "的".join(found[0])
            self.tell(n.SeveralToAmend(span=name.span, found=name.text, places=places, first=first))
        elif not found:
            near = suggest(name.text, {path[-1] for path in known}) if not node.above else ""
            self.tell(n.NothingToAmend(span=name.span, found="的".join(wanted), nearest=near, orphan=self.alone))
        if len(found) != 1:
            return
        old, key = known[found[0]], (s.Scorecard, *found[0])
        if self.first(name, key) and self.alike(name, old.kind, what.kind):
            if not told_why(what):
                self.tell(n.AmendedSilently(span=name.span, found=name.text))
            home, _ = self.above[s.Scorecard, found[0][0]]
            card = next(x for x in home.statements if isinstance(x, s.Scorecard) and x.head.name.text == found[0][0])
            home.put(card, _with(card, old, headed(what, old, self.family.problems)))


def _key(node: s.Declaration) -> _Key:
    return "value" if isinstance(node, _VALUES) else type(node), node.head.name.text


def _parts(block: s.Scorecard | s.Part, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], s.Part]]:
    """The parts in a block by their names from it down."""
    for part in block.body:
        if isinstance(part, s.Part):
            path = (*above, part.head.name.text)
            yield path, part
            yield from _parts(part, path)


def _with(block: B, old: s.Part, new: s.Part) -> B:
    """The block with one of the parts in it, at any depth, in the place of another."""
    body = tuple(new if x is old else _with(x, old, new) if isinstance(x, s.Part) else x for x in block.body)
    return evolve(block, body=body)
