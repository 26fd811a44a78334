"""Cells of a workbook whose formula failed, which the reader of workbooks gives as empty ones."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError, fromstring, iterparse
from zipfile import BadZipFile, ZipFile

_MARK = b't="e"'
_CHUNK = 1 << 20
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def failed(path: str, sheet: str) -> dict[tuple[int, int], str]:
    """What stands in each such cell of a sheet, by row and column from 0; nothing of a file that is no .xlsx."""
    try:
        with ZipFile(path) as book:
            part = _part(book, sheet)
            return dict(_cells(book, part)) if part and _marked(book, part) else {}
    except (BadZipFile, KeyError, ParseError, OSError):
        return {}


def _part(book: ZipFile, sheet: str) -> str:
    """The file of a sheet within the workbook."""
    sheets = (e for e in fromstring(book.read("xl/workbook.xml")).iter() if _named(e.tag, "sheet") and e.get("name") == sheet)
    key = next((value for e in sheets for name, value in e.attrib.items() if name.endswith("}id")), None)
    links = fromstring(book.read("xl/_rels/workbook.xml.rels"))
    target = next((e.get("Target", "") for e in links if key is not None and e.get("Id") == key), "")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else ""


def _marked(book: ZipFile, part: str) -> bool:
    """Whether there is any: looked for in the bytes, because going through a large sheet takes long."""
    tail = b""
    with book.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if _MARK in tail + chunk:
                return True
            tail = chunk[-len(_MARK) :]
    return False


def _cells(book: ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    with book.open(part) as stream:
        for _, element in iterparse(stream):
            if _named(element.tag, "row"):
                element.clear()
            elif _named(element.tag, "c") and element.get("t") == "e" and (at := _PLACE.fullmatch(element.get("r", ""))):
                text = next((e.text for e in element if _named(e.tag, "v")), None)
                yield (int(at[2]) - 1, _column(at[1])), text or "#N/A"


def _named(tag: str, name: str) -> bool:
    return tag.rpartition("}")[2] == name


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
