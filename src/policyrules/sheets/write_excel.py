"""Results as a workbook, through XlsxWriter: the one module that imports it. Three sheets: results, reasons, problems.

Rows go to disk as they come, so that a full sheet takes no more memory than a small one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from attrs import define, field

from policyrules.diagnostics.base import Lang
from policyrules.sheets.arrow import pa
from policyrules.sheets.facts import Flaw
from policyrules.sheets.layout import Shown
from policyrules.sheets.model import Said
from policyrules.sheets.plain import written
from policyrules.sheets.write import Writer, told
from policyrules.text.width import width

ROWS, COLUMNS = 1_048_576, 16_384
"""The most of a sheet, headings included."""
_LONGEST = 32_767
"""The most characters of a cell."""
_EXACT = 10**15
"""Whole numbers from here on lose digits in Excel, and are written as text."""
_MANY = 100_000
"""From so many rows on a sheet may be larger than a plain zip file can hold."""
_A4, _ON_A_PAGE = 9, 16
"""The paper, and the most columns that are made to fit its width."""
_LINE, _LINES = 16, 4
"""The height of a line of headings, and the most of them."""
_NARROW, _HEAD, _WIDE = 8, 20, 60
"""How wide a column is at least, on account of its heading, and at most."""
_TITLES: tuple[Said, ...] = (("结果", "Results"), ("理由", "Reasons"), ("问题", "Problems"))
_REASONS: tuple[Said, ...] = (
    ("行", "Row"),
    ("键", "Key"),
    ("项目", "Part"),
    ("得分", "Points"),
    ("满分", "Of"),
    ("结果", "Outcome"),
    ("理由", "Why"),
)
_PROBLEMS: tuple[Said, ...] = (
    ("表格", "Table"),
    ("行", "Row"),
    ("键", "Key"),
    ("列", "Column"),
    ("内容", "Value"),
    ("代号", "Code"),
    ("问题", "Problem"),
    ("改法", "Mend"),
)


@define(eq=False)
class _Sheet:
    """One sheet, its next row, and how wide its columns have to be."""

    sheet: xlsxwriter.worksheet.Worksheet
    next: int = 0
    widths: list[int] = field(factory=list)


class ExcelBook(Writer):
    """The workbook. ``shown`` are the columns of its first sheet."""

    def __init__(self, path: str, folder: str, lang: Lang, shown: Sequence[Shown], about: Mapping[str, str], rows: int) -> None:
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_urls": False, "strings_to_formulas": False}
        self._book = xlsxwriter.Workbook(path, {**options, "strings_to_numbers": False})
        if rows > _MANY:
            self._book.use_zip64()
        self._book.set_properties(dict(about))
        self._footer = f"&L&8{about['comments']}&R&8&P / &N"
        self._lang = lang
        self._shown = shown
        formats = {"font_size": 11, "valign": "top"}
        self._head = self._book.add_format({**formats, "bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True})
        self._plain = self._book.add_format(formats)
        self._wrapped = self._book.add_format({**formats, "text_wrap": True})
        self._day = self._book.add_format({**formats, "num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({**formats, "num_format": "yyyy-mm-dd hh:mm:ss"})
        self._number = self._book.add_format({**formats, "num_format": "0.00##"})
        self._whole = self._book.add_format({**formats, "num_format": "0"})
        self._results, self._why, self._problems = (self._add(title) for title in _TITLES)
        for one, heads in ((self._results, [s.head for s in shown]), (self._why, _REASONS), (self._problems, _PROBLEMS)):
            texts = [self._said(head) for head in heads]
            one.sheet.set_row(0, _LINE * min(_LINES, max(-(-width(text) // (_HEAD - 2)) for text in texts)))
            self._row(one, texts, self._head)

    # ------------------------------------------------------------ what is written

    def write(self, table: pa.Table) -> None:
        """Some more results."""
        columns = {name: table.column(name).to_pylist() for s in self._shown for name in s.sources}
        made = [[self._shows(s, cells) for cells in zip(*(columns[n] for n in s.sources), strict=True)] for s in self._shown]
        for row in zip(*made, strict=True):
            self._row(self._results, row)

    def reasons(self, rows: Iterable[Sequence[object]]) -> None:
        """Some more reasons: row, key, part, points, full marks, outcome, sentence."""
        for row in rows:
            self._row(self._why, row)

    def problems(self, flaws: Iterable[Flaw]) -> None:
        """Some more problems."""
        for flaw in flaws:
            table, row, *rest = told(flaw, self._lang)
            self._row(self._problems, (table, int(row), *rest))

    def close(self) -> None:
        for one in (self._results, self._why, self._problems):
            for at, wide in enumerate(one.widths):
                one.sheet.set_column(at, at, min(max(wide + 2, _NARROW), _WIDE))
            if len(one.widths) <= _ON_A_PAGE:
                one.sheet.fit_to_pages(1, 0)
            if one.next > 1:
                one.sheet.autofilter(0, 0, one.next - 1, len(one.widths) - 1)
        self._book.close()

    def abandon(self) -> None:
        """Putting a large workbook together takes a while, which is not wanted of one that nobody will read."""
        for one in (self._results, self._why, self._problems):
            one.sheet.row_data_fh.close()

    # ------------------------------------------------------------ cells

    def _add(self, title: Said) -> _Sheet:
        sheet = self._book.add_worksheet(self._said(title))
        sheet.freeze_panes(1, 1 if title is _TITLES[0] else 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.repeat_rows(0)
        sheet.set_footer(self._footer)
        return _Sheet(sheet)

    def _said(self, said: Said) -> str:
        return said[0 if self._lang == "zh" else 1]

    def _shows(self, shown: Shown, cells: Sequence[object]) -> object:
        match shown.kind:
            case "points" if len(cells) == 2 and cells[0] != cells[1]:
                low, high = (_figure(cell) for cell in cells)
                return f"{low} 至 {high}" if self._lang == "zh" else f"{low} to {high}"
            case "words" if isinstance(cells[0], str):
                between = "、" if self._lang == "zh" else ", "
                return between.join(self._said(shown.words.get(key, (key, key))) for key in cells[0].split("|") if key)
        return cells[0]

    def _row(self, to: _Sheet, cells: Iterable[object], style: object = None) -> None:
        for at, cell in enumerate(cells):
            if at == len(to.widths):
                to.widths.append(0)
            if cell is None or cell == "":
                continue
            to.widths[at] = max(to.widths[at], self._cell(to.sheet, to.next, at, cell, style))
        to.next += 1

    def _cell(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, cell: object, style: object) -> int:
        """Writes a cell; how wide it is."""
        match cell:
            case bool():
                sheet.write_boolean(row, at, cell, self._plain)
                return 5
            case int() if abs(cell) < _EXACT:
                sheet.write_number(row, at, cell, self._whole)
                return len(str(cell))
            case float() | Decimal():
                sheet.write_number(row, at, cell, self._number)
                return 7
            case datetime():
                sheet.write_datetime(row, at, cell.replace(tzinfo=None), self._moment)
                return 19
            case date():
                sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), self._day)
                return 10
        text = cell if isinstance(cell, str) else written(cell)
        wide = width(text[:200])
        sheet.write_string(row, at, text[:_LONGEST], style or (self._wrapped if wide > _WIDE else self._plain))
        return min(wide, _HEAD) if style else wide


def _figure(cell: object) -> str:
    """A number of points as text, without zeros at its end."""
    return f"{Decimal(str(cell)).normalize():f}" if isinstance(cell, Decimal | float) else str(cell)
