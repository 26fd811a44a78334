"""What a breakdown says, before it is laid out as text or Markdown: the head, the lists after the items, references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from policyrules.language import core
from policyrules.result import Judgement, Lang, Missing, Outcome, PartResult, Result, ScoreResult, number
from policyrules.text import vetoes
from policyrules.text.reasons import sentence
from policyrules.text.say import exactly, fact_value, points_text, range_text, shown, spaced
from policyrules.text.words import kind, say

Row = tuple[str, str]
_ARTICLE = re.compile(r"(?:第[〇零一二三四五六七八九十百千0-9]+[编章节条款项目](?:之[一二三四五六七八九十]+)?)+")
"""The number of an article, which is no quote."""
_TERMS = re.compile(r"\s*(?:用语|reading)\s+(.+?)\s*(?:(?:依据|假定|cite|assume)\b.*)?(?:#.*)?$")
_FEW = 3
"""As many judgements of one judge stand on lines of their own, though they give no grounds."""


def head(result: Result, lang: Lang) -> list[Row]:
    """Document, number, period in force, subject, date of evaluation."""
    document, on = result.document, result.on
    rows = [(say("document", lang), document.title or result.policy)]
    if document.number:
        rows.append((say("number", lang), document.number))
    rows += [(say("above", lang), _titled(d, lang)) for d in result.above]
    if document.start:
        period = "period" if document.end else "open_period"
        rows.append((say("force", lang), say(period, lang, start=document.start, end=document.end)))
    rows.append((say("subject", lang), result.subject.label or result.subject.name))
    date = say("no_date", lang) if on is None else on.isoformat()
    if on and ((document.start and on < document.start) or (document.end and on > document.end)):
        date = say("out_of_force", lang, on=date)
    return [*rows, (say("on", lang), date)]


def _titled(document: core.Document, lang: Lang) -> str:
    """A document by its title and number."""
    number = (f"（{document.number}）" if lang == "zh" else f" ({document.number})") if document.number else ""
    return document.title + number


def origin(found: Outcome, result: Result, lang: Lang) -> list[Row]:
    """The document above that a rule comes from, if it is not the pack's own, and what of it was amended below."""
    pack, titles = found.rule.span.source.pack, {d.name: d.title for d in result.above}
    rows = [(say("rules_of", lang), _titled(d, lang)) for d in result.above if d.name == pack]
    amended = []
    for part in _amended(found.root, pack) if isinstance(found, ScoreResult) and rows else ():
        title = titles.get(part.rule.span.source.pack, "")
        amended.append(part.label + (f"（{title}）" if title and lang == "zh" else f" ({title})" if title else ""))
    return rows + ([(say("amended", lang), ("、" if lang == "zh" else ", ").join(amended))] if amended else [])


def _amended(part: PartResult, pack: str) -> Iterator[PartResult]:
    """The outermost parts below one that another pack put there."""
    for below in part.parts:
        if below.rule.span.source.pack != pack:
            yield below
        else:
            yield from _amended(below, pack)


def standing(score: ScoreResult, lang: Lang) -> list[Row]:
    """Eligibility, total with 含本市假定 beside it, grade or the grades still possible."""
    rows = [] if score.gate is None else [(say("gate", lang), say(f"gate_{score.gate}", lang))]
    rows += vetoes.standing(score, lang)
    rows.append((say("total", lang), total(score, lang)))
    rows += totals(score, lang)
    if score.rule.bands is None or score.gate == "unmet" or score.annulled:
        return rows
    if score.grade is not None:
        grade = score.grade_label(score.grade)
        if score.graded_on is not None:
            grade = say("graded_on", lang, grade=grade, points=spaced(points_text(score.graded_on, lang), lang))
        return [*rows, (say("grade", lang), grade)]
    names = ("、" if lang == "zh" else ", ").join(map(score.grade_label, score.grades))
    if score.conflict:
        return [*rows, (say("grade", lang), say("grade_conflict", lang, names=names))]
    names += say("perhaps_none", lang) if names and score.ungraded else ""
    return [*rows, (say("grades", lang), names) if names else (say("grade", lang), say("no_grade", lang))]


def totals(score: ScoreResult, lang: Lang) -> list[Row]:
    """Each total of its own with how it is worked out, as the policy writes it."""
    if score.gate == "unmet" or score.annulled:
        return []
    rows = []
    for made in score.totals:
        if made.excluded:
            rows.append((made.rule.label, say("total_excluded", lang)))
            continue
        text = points_text(made.low, lang) if made.low == made.high else say("between", lang, range=range_text(made.points, lang))
        rows.append((made.rule.label, say("formula", lang, points=text, formula=made.formula)))
    return rows


def full(score: ScoreResult, lang: Lang) -> tuple[str, str]:
    """Full marks that apply beside a total, and what is said where they are not those declared."""
    declared, due = score.rule.root.points, score.full
    assert declared is not None
    assert due is not None
    if due.known is None:
        return shown(number(declared), lang), say("full_open", lang, range=range_text(due, lang))
    said = "" if due.known == declared else say("full", lang, max=shown(number(declared), lang))
    return shown(number(due.known), lang), said


def total(score: ScoreResult, lang: Lang) -> str:
    """“83.5 / 100分”, or the range and how many facts are missing."""
    if score.total is None and (score.gate == "unmet" or score.annulled):
        return say("not_eligible" if score.gate == "unmet" else "vetoed", lang)
    most = score.rule.root.points
    if score.total is not None:
        text = shown(number(score.total), lang)
        due, said = ("", "") if most is None or not score.rule.root.firm else full(score, lang)
        text = (say("of", lang, total=text, max=due) if due else say("bare", lang, total=text)) + said
        text += exactly(score.total, lang) + vetoes.total(score, lang)
    else:
        text = say("between", lang, range=range_text(score.points, lang))
        n = len(score.missing)
        text += say("short_one", lang) if n == 1 else say("short", lang, n=n) if n else ""
        text += "" if score.points.tight else say("loose", lang)
        text += say("veto_open", lang) if score.annulled is None else ""
    return text + (say("assumed", lang) if score.assumed else "")


def label(part: PartResult, lang: Lang) -> str:
    """What a part is called, and whether it is 附加分."""
    return part.label + say("beyond", lang) if part.rule.beyond else part.label


def points(part: PartResult, lang: Lang) -> Row:
    """The points of a part and its maximum, “” where there is none or nothing can be earned."""
    most = part.rule.points if part.rule.firm else None
    return range_text(part.points, lang), "" if not most else shown(number(most), lang)


def why(part: PartResult, lang: Lang) -> str:
    """The sentence of a part; empty where it would only say that the parts below add up, which the figures show."""
    return "" if part.parts and not part.adjusted and part.reason.code == "sum" else sentence(part, lang)


def findings(score: ScoreResult, sort: str, lang: Lang) -> list[str]:
    """The findings of one sort, each with where it is: “实体运作—场地面积：面积 120平方米，…”."""
    said = []
    stack: list[tuple[PartResult, tuple[str, ...]]] = [(p, ()) for p in reversed(score.parts)]
    while stack:
        part, above = stack.pop()
        stack += [(p, (*above, part.label)) for p in reversed(part.parts)]
        if part.finding == sort:
            said.append(_found(part, above, lang))
    root = score.root
    return [_found(root, (), lang), *said] if root.finding == sort else said


def _found(part: PartResult, above: tuple[str, ...], lang: Lang) -> str:
    text = sentence(part, lang)
    path = above if text.startswith(part.label) else (*above, part.label)
    return (("—" if lang == "zh" else " – ").join(filter(None, path)) + ("：" if lang == "zh" else ": ") if path else "") + text


def name(fact: core.Field) -> str:
    return fact.called or fact.title or fact.alias


def missing_facts(missing: Iterable[Missing], lang: Lang) -> list[str]:
    """The names of missing facts on which no points hang, with their units and judges."""
    return [missing_row(m, lang)[1] for m in missing]


def missing_row(missing: Missing, lang: Lang) -> Row:
    """How much a missing fact moves the points, and its name with its unit and judge."""
    fact = missing.fact
    text = name(fact)
    if isinstance(fact.type, core.Quantity) and fact.type.unit and fact.type.unit.symbol != "分":
        text += f"（{fact.type.unit.symbol}）" if lang == "zh" else f" ({fact.type.unit.symbol})"
    if fact.judged and fact.judge:
        text += say("by", lang, judge=fact.judge)
    return points_text(missing.swing, lang), text


def judged_fields(result: Result) -> dict[str, core.Field]:
    """Facts by the key a judgement names them with: those of the subject, and points that an assessor gives inside a part."""
    known = {f.alias: f for f in result.subject.fields}
    for score in result.scores.values():
        for part in score.root.rule.walk():
            exprs = () if isinstance(part.body, tuple) else (part.body,)
            for node in (n for e in exprs for n in core.walk(e)):
                if isinstance(node, core.Fact):
                    known.setdefault(node.field.alias, node.field)
    return known


def judgements(result: Result, lang: Lang) -> list[str]:
    """Judgements and exceptions, each on its own; then those without grounds of a judge who gave many of them, together."""
    fields, said = judged_fields(result), []
    bare = Counter(j.judge for j in result.judgements if _bare(j))
    many: dict[str, dict[str, list[str]]] = {}
    items = _items(result)
    for j in result.judgements:
        if not _bare(j) or bare[j.judge] <= _FEW:
            said.append(judgement(j, fields, result, lang))
            continue
        fact = fields.get(j.fact)
        label, value = name(fact) if fact else j.fact, fact_value(j.value, fact, lang)
        rows = many.setdefault(j.judge, {}).setdefault(items.get(j.fact, ""), [])
        rows.append(f"{label}（{value}）" if lang == "zh" else f"{label} ({value})")
    for judge, groups in many.items():
        for item, rows in groups.items():
            lead = say("bare_judgements", lang, judge=judge or say("nobody", lang))
            lead += item and item + ("：" if lang == "zh" else ": ")
            said.append(lead + ("、" if lang == "zh" else ", ").join(rows))
    return said


def _items(result: Result) -> dict[str, str]:
    """The item (项目) of the first scorecard that each fact is read in, by the key of the fact."""
    found: dict[str, str] = {}
    for score in result.scores.values():
        for item in score.parts:
            for alias in (a for part in item.walk() for a in part.facts):
                found.setdefault(alias, item.label)
    return found


def unfinished(result: Result, lang: Lang) -> str:
    """What stands above the signatures while facts are missing; else empty."""
    n = len(result.missing)
    return "" if not n else say("unfinished_one", lang) if n == 1 else say("unfinished", lang, n=n)


def _bare(j: Judgement) -> bool:
    """Whether only the value was given."""
    return not (j.exception or j.on or j.reason or j.evidence)


def judgement(j: Judgement, fields: dict[str, core.Field], result: Result, lang: Lang) -> str:
    """“功能布局合理：是，测评人员，2022-12-20，理由：…”."""
    if j.exception:
        parts = {p.id: p.label for score in result.scores.values() for p in score.root.walk()}
        labels = parts | {key: found.label for key, found in result.outcomes.items()}
        label, value = labels.get(j.fact, j.fact), say("accepted", lang)
    else:
        fact = fields.get(j.fact)
        label, value = name(fact) if fact else j.fact, fact_value(j.value, fact, lang)
    notes = [value, j.judge, j.on.isoformat() if j.on else ""]
    notes += [
        j.reason and say("reason", lang) + j.reason.rstrip("。."),
        j.evidence and say("evidence", lang) + j.evidence.rstrip("。."),
    ]
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    return label + colon + comma.join(filter(None, notes))


def grouped(assumptions: Iterable[core.Assumption], lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Assumptions as (numbers, kind, text), those of one kind and text together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for a in assumptions:
        groups.setdefault((a.kind, a.text), []).append(a.id)
    for (sort, text), ids in groups.items():
        yield ids_text(ids, "、" if lang == "zh" else ", "), kind(sort, lang), text


def ids_text(ids: Iterable[str], comma: str) -> str:
    """Numbers of assumptions with runs of three and more drawn together: “a1–a4、a7”."""
    runs: list[list[str]] = []
    for i in ids:
        before = re.fullmatch(r"(.*?)(\d+)", runs[-1][-1]) if runs else None
        if before and i == f"{before[1]}{int(before[2]) + 1}":
            runs[-1].append(i)
        else:
            runs.append([i])
    return comma.join(f"{r[0]}–{r[-1]}" if len(r) > 2 else comma.join(r) for r in runs)


def shared_ids(score: ScoreResult) -> list[str]:
    """The assumptions written on a scorecard itself, which touch every item: named once, above the items."""
    return [a.id for a in score.root.assumptions]


def own_ids(part: PartResult, above: frozenset[str] = frozenset()) -> list[str]:
    """The assumptions to name beside a part: all of a criterion's, and of what groups them only those named nowhere below."""
    ids = [a.id for a in part.assumptions if a.id not in above]
    if not part.parts:
        return ids
    below = [{a.id for a in p.assumptions} for p in part.parts]
    if part.rule.kind == "criterion":
        shared, some = set.intersection(*below), set.union(*below)
        return [i for i in ids if i in shared or i not in some]
    return [i for i in ids if i not in set.union(*below)]


def quotes(cites: Iterable[core.Citation], result: Result, lang: Lang, above: frozenset[str] = frozenset()) -> list[str]:
    """Sentences of the document with where they stand: “…”（附件）. Those in ``above`` were shown already."""
    shown_quotes = []
    for cite in cites:
        if cite.quote in above:
            continue
        title = cite.title or next((d.title for d in result.above if d.name == cite.span.source.pack), "")
        title = title if not title or title.startswith("《") else f"《{title}》"
        place = result.places.get(cite)
        section = (place.section if place else "") or cite.section
        section = section.rstrip("、.．，,；; ")
        where = (f"（{section}）" if lang == "zh" else f" ({section})") if section else ""
        quote = cite.quote if title and _ARTICLE.fullmatch(cite.quote) else f"“{cite.quote}”"
        shown_quotes.append(f"{title}{quote}{where}")
    return shown_quotes


def general(result: Result, lang: Lang) -> list[str]:
    """The sentences that the header rests on, each led in by what it is for where that is the meaning of words (用语)."""
    said = []
    for cite in result.document.cites:
        terms = _terms(cite)
        lead = say("terms", lang, terms=terms) if terms else say("cite", lang)
        said += [lead + quote for quote in quotes((cite,), result, lang)]
    return said


def _terms(cite: core.Citation) -> str:
    """The words explained in the line of the header that a citation stands in or below; empty where it is for something else."""
    source = cite.span.source
    if not source.text:
        return ""
    number, _ = source.position(cite.span.start)
    own = source.line(number)
    for line in (own, *(source.line(n) for n in range(number - 1, 0, -1))):
        if line.strip() and (line is own or _indent(line) < _indent(own)):
            clause = _TERMS.match(line)
            if clause or line is not own:
                return clause[1].strip() if clause else ""
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def local_note(result: Result, lang: Lang) -> str:
    """What 含本市假定 means, naming the kinds that are there; empty where none is."""
    kinds = dict.fromkeys(a.kind for a in result.assumptions if a.kind in core.INVENTED)
    key = "local" if result.scores else "local_plain"
    return say(key, lang, kinds=("、" if lang == "zh" else ", ").join(kind(k, lang) for k in kinds)) if kinds else ""
