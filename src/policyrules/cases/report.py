"""What the cases came to: to read, for programs, and as JUnit XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from policyrules.cases.model import Case
from policyrules.cases.run import CaseResult, Difference
from policyrules.language.languages import Lang
from policyrules.text.problems import printable
from policyrules.text.width import wrap

COLUMNS = 100
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(results: Sequence[CaseResult], lang: Lang) -> str:
    """To read: every case that fails, and how many there are."""
    failed = [r for r in results if not r.passed]
    lines = [line for r in failed for line in (*told(r, lang), "")]
    left_out = sum(not r.case.reviewed for r in results)
    more = [unreviewed(left_out, lang)] if left_out else []
    return "\n".join([*lines, summary(len(results), len(failed), lang), *more]) + "\n"


def told(result: CaseResult, lang: Lang) -> list[str]:
    """One case that fails: each line that does not hold, with what there is instead and why."""
    case = result.case
    lines = [f"未通过：{case.title}" if lang == "zh" else f"failed: {case.title}"]
    for difference in result.differences:
        lines += [f"  {case.file}:{difference.line}: {difference.expected.text}", *_found(difference, lang)]
    return [printable(line) for line in lines]


def _found(difference: Difference, lang: Lang) -> Iterator[str]:
    got, why = ("实际：", "说明：") if lang == "zh" else ("got: ", "why: ")
    for label, text in ((got, difference.got(lang)), (why, difference.why(lang))):
        for line in text.split("\n") if text else ():
            yield from wrap(label + line, COLUMNS, "    ", "      ")


def summary(count: int, failed: int, lang: Lang) -> str:
    """“用例 3 个，通过 2 个，未通过 1 个”."""
    if lang == "zh":
        return f"用例 {count} 个，" + (f"通过 {count - failed} 个，未通过 {failed} 个" if failed else "全部通过")
    cases = f"{count} case{'s' * (count != 1)}"
    return f"{cases}: {count - failed} passed, {failed} failed" if failed else f"{cases}: passed"


def unreviewed(count: int, lang: Lang) -> str:
    """“其中 2 个未复核”."""
    if lang == "zh":
        return f"其中 {count} 个未复核：policyrules cases 规则包 --unreviewed 逐个列出"
    return f"{count} of them not reviewed: `policyrules cases PACK --unreviewed` lists them"


def to_dict(results: Sequence[CaseResult], lang: Lang) -> dict[str, Any]:
    """For a program."""
    failed = sum(not r.passed for r in results)
    totals = {"cases": len(results), "passed": len(results) - failed, "failed": failed}
    totals["unreviewed"] = sum(not r.case.reviewed for r in results)
    return {"cases": [_case(r, lang) for r in results], "totals": totals, "problems": []}


def _case(result: CaseResult, lang: Lang) -> dict[str, Any]:
    case = result.case
    rows = [
        {"line": d.line, "expected": d.expected.text, "got": d.got(lang), "why": d.why(lang) or None} for d in result.differences
    ]
    on = case.on.isoformat() if case.on else None
    about = {"title": case.title, "file": case.file, "line": case.line, "subject": case.subject.id, "on": on}
    return {**about, "passed": result.passed, "reviewed": review(case), "differences": rows}


def review(case: Case) -> dict[str, str] | bool:
    """Who has looked at a case and when; True where it does not say, False where nobody has."""
    return {"by": case.review[0], "on": case.review[1].isoformat()} if case.review else case.reviewed


def junit(results: Sequence[CaseResult], name: str, lang: Lang) -> bytes:
    """JUnit XML as Jenkins, GitLab and others read it: one suite, one test case each. No times, because those are no outcome."""
    from xml.etree import ElementTree as Xml

    count, failed = str(len(results)), str(sum(not r.passed for r in results))
    totals = {"name": name, "tests": count, "failures": failed, "errors": "0"}
    root = Xml.Element("testsuites", totals)
    suite = Xml.SubElement(root, "testsuite", totals | {"skipped": "0", "time": "0"})
    for result in results:
        case = result.case
        about = {"name": _xml(case.title), "classname": _xml(f"{name}.{case.file}"), "time": "0"}
        row = Xml.SubElement(suite, "testcase", about | {"file": _xml(case.file), "line": str(case.line)})
        if not result.passed:
            head, *rest = told(result, lang)
            failure = Xml.SubElement(row, "failure", {"message": _xml(head), "type": "difference"})
            failure.text = _xml("\n".join(rest))
    Xml.indent(root)
    data: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"


def _xml(text: str) -> str:
    """The text without the characters that no XML holds."""
    return _NOT_XML.sub("?", text)
