"""Tables of records while a job runs: each is written once, with its keys, beside the result, and read from there for each batch.

So that no table of records is ever held whole, and each batch of subjects takes its own records with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

from attrs import Factory, frozen

from policyrules.diagnostics.table_cells import KeyEmpty, KeyRepeated
from policyrules.diagnostics.table_rows import RecordOfNobody
from policyrules.sheets.arrow import dataset, pa, parquet, pc, release
from policyrules.sheets.children import Child
from policyrules.sheets.facts import Flaw, Typed
from policyrules.sheets.keys import among, keys, repeated, shown
from policyrules.sheets.model import Batch, Cells, TableFile
from policyrules.sheets.plain import column as plain_column

_KEY, _ROW = "key#", "row#"
_SIZE = 100_000
"""How many records are written at a time."""
_MANY = 4_000_000
"""How many records are looked for at once among the keys of their parents."""
_AHEAD = 4
"""How many pieces of a table of records are read in advance; the more, the more memory."""
_NO_KEYS = pa.array([], pa.string())


@frozen(eq=False)
class Taken:
    """The records of a batch, of one list. ``of`` is the place of each one's parent in the batch of that, ``root`` that of its
    subject; ``links`` are the keys that records of lists in it refer to."""

    typed: Typed
    of: pa.Array
    root: Sequence[int]
    links: dict[str, pa.Array]


@frozen(eq=False)
class Records:
    """The records of a batch of subjects, by list, and what is wrong with them by the place of the subject."""

    lists: dict[Child, Taken] = Factory(dict)
    flaws: dict[int, list[Flaw]] = Factory(dict)


class Family:
    """The tables of records of one job. `keep` comes first, then `take` for each batch of subjects."""

    def __init__(self, children: Iterable[Child], main: TableFile, key: str, folder: str) -> None:
        self.children = tuple(children)
        self.main, self.key, self.folder = main, key, folder
        self._kept: dict[Child, str] = {}
        self._doubled: dict[Child | None, pa.Array] = {}
        """For each parent the keys that stand in more than one of its rows and are referred to; None is the main table."""

    # ------------------------------------------------------------ once

    def keep(self) -> Iterator[Flaw]:
        """Reads the keys of the main table and writes every table of records; gives the records that belong to nobody."""
        if not self.children:
            return
        found = pa.chunked_array([keys([b.columns[self.key]]) for b in self.main.batches(_SIZE, (self.key,))], pa.string())
        self._doubled[None] = repeated(found)
        main = found.combine_chunks()
        del found
        links: dict[Child, pa.Array] = {}
        for child in self.children:
            known = main if child.parent is None else links[child]
            yield from self._write(child, links)
            release()
            yield from self._strays(child, known)
            release()

    def _write(self, child: Child, links: dict[Child, pa.Array]) -> Iterator[Flaw]:
        """Writes one table, and collects what lists in it refer to."""
        path = os.path.join(self.folder, f"{child.fact.alias}.parquet")
        own: dict[Child, list[pa.Array]] = {inner: [] for inner in child.inner}
        writer = None
        try:
            for batch in child.table.batches(_SIZE):
                key = keys([batch.columns[name] for name in child.joined])
                for at in pc.indices_nonzero(pc.is_null(key)).to_pylist():
                    yield Flaw(batch.rows[at], KeyEmpty(column=child.joined[-1]), child.joined[-1], "", child.label)
                made = {name: _raw(cells, child.table, name) for name, cells in batch.columns.items()}
                for inner, kept in own.items():
                    made[inner.link] = keys([batch.columns[name] for name in inner.joined])
                    kept.append(made[inner.link])
                whole = pa.table(made | {_KEY: key, _ROW: pa.array(batch.rows, pa.int64())})
                writer = writer or parquet.ParquetWriter(path, whole.schema)
                writer.write_table(whole)
                yield from (Flaw(t.row, t.problem, t.column, t.text, child.label) for t in batch.torn)
        finally:
            if writer:
                writer.close()
                self._kept[child] = path
        for inner, kept in own.items():
            every = pa.chunked_array(kept, pa.string())
            self._doubled[inner] = repeated(every)
            links[inner] = every.combine_chunks()

    def _strays(self, child: Child, known: pa.Array) -> Iterator[Flaw]:
        """The records whose key no parent has. Many are asked about at once, as each time all keys are gone through."""
        if child not in self._kept:
            return
        with parquet.ParquetFile(self._kept[child]) as kept:
            for piece in kept.iter_batches(_MANY, columns=[_KEY, _ROW]):
                lost = pc.and_not(pc.is_valid(piece.column(_KEY)), pc.is_in(piece.column(_KEY), value_set=known))
                stray = piece.filter(lost)
                release()
                for key, row in zip(stray.column(_KEY).to_pylist(), stray.column(_ROW).to_pylist(), strict=True):
                    name = shown(key)
                    problem = RecordOfNobody(where=child.label, key=name, column=child.joined[-1])
                    yield Flaw(row, problem, child.joined[-1], name, child.label, name)

    # ------------------------------------------------------------ for each batch

    def take(self, batch: Batch) -> Records:
        """The records of some subjects."""
        made = Records()
        if not self.children:
            return made
        key = keys([batch.columns[self.key]])
        for at in pc.indices_nonzero(pc.is_null(key)).to_pylist():
            made.flaws.setdefault(at, []).append(Flaw(batch.rows[at], KeyEmpty(column=self.key), self.key))
        for at in among(key, self._doubled[None]):
            name = key[at].as_py()
            made.flaws.setdefault(at, []).append(Flaw(batch.rows[at], KeyRepeated(key=shown(name)), self.key, name))
        for child in self.children:
            above = made.lists[child.parent] if child.parent else None
            self._take(child, above.links[child.link] if above else key, above, made)
        return made

    def _take(self, child: Child, wanted: pa.Array, above: Taken | None, made: Records) -> None:
        table = self._found(child, wanted)
        of = pc.index_in(table.column(_KEY), value_set=wanted, skip_nulls=True).combine_chunks()
        root = [above.root[at] for at in of.to_pylist()] if above else of.to_pylist()
        rows = table.column(_ROW).to_pylist()
        typed = child.columns.typed(Batch({n: table.column(n) for n in child.table.columns}, rows), child.label)
        links = {inner.link: table.column(inner.link).combine_chunks() for inner in child.inner}
        for at, flaws in typed.flaws.items():
            made.flaws.setdefault(root[at], []).extend(flaws)
        for inner in child.inner:
            for at in among(links[inner.link], self._doubled[inner]):
                name = shown(links[inner.link][at].as_py())
                flaw = Flaw(rows[at], KeyRepeated(key=name), inner.joined[-1], name, child.label)
                made.flaws.setdefault(root[at], []).append(flaw)
        made.lists[child] = Taken(typed, of, root, links)

    def _found(self, child: Child, wanted: pa.Array) -> pa.Table:
        """The records with one of these keys, in the order of the file."""
        wanted = wanted.drop_null()
        if child not in self._kept:
            names = (*child.table.columns, *(inner.link for inner in child.inner), _KEY)
            return pa.table(dict.fromkeys(names, _NO_KEYS) | {_ROW: pa.array([], pa.int64())})
        kept = dataset.dataset(self._kept[child])
        if not len(wanted):
            return kept.head(0)
        ends = pc.min_max(wanted)
        within = (pc.field(_KEY) >= ends["min"]) & (pc.field(_KEY) <= ends["max"])
        found = kept.to_table(filter=within & pc.field(_KEY).isin(wanted), batch_readahead=_AHEAD)
        return found.sort_by(_ROW)


def _raw(cells: Cells, table: TableFile, name: str) -> pa.Array:
    """A column as it was read. Numbers that are no integers are kept as they are written, because a float could not hold them."""
    if not isinstance(cells, list):
        return cells
    kind = table.kinds[name]
    return plain_column(cells, pa.string() if pa.types.is_floating(kind) else kind)
