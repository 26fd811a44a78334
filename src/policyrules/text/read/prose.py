"""The rules of a pack in words, taken from the checked program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyrules.language import core
from policyrules.language.values import decimal_text
from policyrules.language.vocabulary import Modality
from policyrules.result import Lang
from policyrules.text.read.model import Assumed, Chart, Clause, Entry, Prose, Section
from policyrules.text.read.spoken import Speaker
from policyrules.text.say import points_text
from policyrules.text.words import kind as kind_name
from policyrules.text.words import say


def prose(program: core.Program, lang: Lang) -> Prose:
    """The whole pack. What comes from a pack above is told as its own: that is what is computed."""
    return _Teller(program, lang).whole()


class _Teller(Speaker):
    """Tells rules."""

    def __init__(self, program: core.Program, lang: Lang) -> None:
        super().__init__(lang, {v.id: v for v in program.values})
        self.program = program
        self.subjects = {x.id: x for x in program.subjects}
        self.told: set[str] = set()
        """Ids of the assumptions that stand beside a sentence."""

    def whole(self) -> Prose:
        document = self.program.document
        head = [(say("number", self.lang), document.number)] if document.number else []
        if document.issuers:
            head.append((self.either("发文机关", "Issued by"), self.either("、", ", ").join(document.issuers)))
        if document.dated:
            head.append((self.either("成文日期", "Dated"), document.dated.isoformat()))
        if document.start:
            period = "period" if document.end else "open_period"
            head.append((say("force", self.lang), say(period, self.lang, start=document.start, end=document.end)))
        head += [(say("above", self.lang), above.title) for above in self.program.above]
        sections = [*self.terms(), *(self.section(rule) for rule in self.program.rules)]
        rest = tuple(self.assumed(a) for a in self.program.assumptions if a.id not in self.told)
        return Prose(document.title or self.program.name, tuple(head), tuple(sections), rest)

    def section(self, rule: core.Rule) -> Section:
        match rule:
            case core.Scorecard():
                return self.scorecard(rule)
            case core.Classification():
                return self.classification(rule)
            case core.Requirement():
                return self.requirement(rule)
            case core.Target():
                return self.target(rule)
            case core.Template():
                return self.template(rule)

    def terms(self) -> Iterator[Section]:
        """Per subject what its 设 stand for; those of classes are told with them, and parameters where they are used."""
        told = {c.value.id for c in self.program.rules if isinstance(c, core.Classification)}
        for subject in self.program.subjects:
            own = [v for v in self.program.values if v.subject == subject.id and not v.parameter and v.id not in told]
            entries = tuple(Entry(v.name, "", (self.clause(self.meant(v), v.cites, v.assumptions),)) for v in own)
            if entries:
                yield Section("terms", self.either("名词", "Terms"), subject.label, (), entries)

    def meant(self, value: core.Value) -> str:
        if isinstance(value.type, core.Bool):
            return self.either(f"指{self.condition(value.expr)}", f"means that {self.condition(value.expr)}")
        return self.either(f"指{self.amount(value.expr)}", f"means {self.amount(value.expr)}")

    def about(self, subject: str) -> str:
        found = self.subjects.get(subject)
        return found.label if found else subject

    def clause(
        self,
        text: str,
        cites: Sequence[core.Citation] = (),
        assumptions: Sequence[core.Assumption] = (),
        but: Sequence[core.Assumption] = (),
    ) -> Clause:
        """A sentence with its notes; assumptions said above (``but``) are left out."""
        quotes = tuple((f"《{c.title}》" if c.title else "") + f"“{c.quote}”" for c in cites)
        stop = self.either("。", ".")
        own = [a for a in assumptions if a not in but]
        self.told.update(a.id for a in own)
        return Clause(f"{text}{stop}" if text else "", quotes, tuple(map(self.assumed, own)))

    def assumed(self, one: core.Assumption) -> Assumed:
        return kind_name(one.kind, self.lang), one.text

    def bound(self, modality: Modality | None) -> str:
        """What follows where a duty is not met."""
        if modality is None:
            return ""
        what = {
            "breach": ("没有做到的，列为不符合", "where not, a breach"),
            "explain": ("没有做到的，应当说明理由", "where not, to be explained"),
            "not_taken": ("没有做到的，不作为不符合", "where not, no breach"),
        }[modality.unmet]
        return self.either(f"（{modality.zh}；{what[0]}）", f" ({modality.en}; {what[1]})")

    # ------------------------------------------------------------ scorecards

    def scorecard(self, card: core.Scorecard) -> Section:
        root, lang = card.root, self.lang
        self.parts = {f"part {p.id}": p.label for p in root.walk()} | {f"total {t.id}": t.label for t in card.totals}
        full = points_text(root.points, lang) if root.points is not None else ""
        about = [self.clause(self.either(f"满分 {full}", f"Full marks: {full}") if full else "", root.cites, root.assumptions)]
        for gate in card.gates:
            text = self.condition(gate.condition)
            about.append(
                self.clause(
                    self.either(f"资格：{text}；不符合的不具资格，不计总分", f"Eligible only where {text}; else there is no total"),
                    gate.cites,
                    gate.assumptions,
                )
            )
        about += [self.clause(self.veto(x), x.cites, x.assumptions) for x in card.vetoes]
        parts = root.body if isinstance(root.body, tuple) else ()
        after = [*self.totals(card), *self.grades(card), *self.ranking(card)]
        entries = tuple(self.part(p, root.assumptions) for p in parts)
        return Section("score", card.label, self.about(card.subject), tuple(about), entries, tuple(after))

    def part(self, part: core.Part, above: Sequence[core.Assumption]) -> Entry:
        """An item or criterion; lines of awards are its clauses."""
        clauses = [*self.guards(part), *self.as_a_whole(part, above)]
        known = (*above, *part.assumptions)
        below: list[Entry] = []
        if part.leaf:
            clauses.append(self.clause(self.award(part), part.cites, part.assumptions, above))
        else:
            for inner in part.body if isinstance(part.body, tuple) else ():
                if inner.kind == "line":
                    clauses += [*self.guards(inner), self.clause(self.award(inner), inner.cites, inner.assumptions, known)]
                else:
                    below.append(self.part(inner, known))
        points = points_text(part.points, self.lang) if part.points is not None else ""
        return Entry(part.label, points, tuple(c for c in clauses if c.text or c.cites or c.assumptions), tuple(below))

    def as_a_whole(self, part: core.Part, above: Sequence[core.Assumption]) -> Iterator[Clause]:
        """What holds of a part as a whole: how its parts come together, what its points stand outside of, and their limits."""
        said = []
        if part.until:
            said.append(self.either(f"施行至 {part.until}", f"Applies until {part.until}"))
        if not part.leaf and part.combine != "sum":
            highest = part.combine == "max"
            said.append(
                self.either(
                    f"下列各项取最{'高' if highest else '低'}的一项",
                    f"The {'highest' if highest else 'lowest'} of the following counts",
                )
            )
        if part.beyond:
            said.append(self.either("附加分，不计入满分", "On top of full marks"))
        if part.apart:
            said.append(self.either("不适用时，满分相应减少", "Where it does not apply, full marks are less by it"))
        if part.high is not None and part.high != part.points:
            said.append(self.either(f"最高 {points_text(part.high, self.lang)}", f"At most {points_text(part.high, self.lang)}"))
        if part.low is not None and part.low != 0:
            said.append(self.either(f"最低 {points_text(part.low, self.lang)}", f"At least {points_text(part.low, self.lang)}"))
        cites, assumptions = ((), ()) if part.leaf else (part.cites, part.assumptions)
        yield self.clause(self.either("；", "; ").join(said), cites, assumptions, above)

    def guards(self, part: core.Part) -> Iterator[Clause]:
        if part.precondition is not None:
            text = self.condition(part.precondition)
            yield self.clause(self.either(f"仅适用于{text}的；其余不适用，计 0 分", f"Applies only where {text}; else 0 points"))

    def only_where(self, guard: core.Expr | None) -> Iterator[Clause]:
        """前提 of a rule that gives no points."""
        if guard is not None:
            text = self.condition(guard)
            yield self.clause(self.either(f"仅适用于{text}的", f"Applies only where {text}"))

    def award(self, part: core.Part) -> str:
        """What a leaf gives."""
        assert not isinstance(part.body, tuple)
        return self.given(part.body) + (self.bound(part.modality) if part.modality else "")

    def given(self, body: core.Expr) -> str:
        if not isinstance(body, core.Choose) or core.as_unless_none(body) is not None:
            return self.gives(body)
        rows = [
            self.either(f"{self.condition(test)}的，{self.given(v)}", f"where {self.condition(test)}: {self.given(v)}")
            for test, v in body.cases
        ]
        if not (isinstance(body.otherwise, core.Lit) and body.otherwise.value == 0):
            rows.append(self.either(f"其余{self.given(body.otherwise)}", f"otherwise {self.given(body.otherwise)}"))
        return self.either("；", "; ").join(rows)

    def gives(self, node: core.Expr) -> str:
        taken = core.as_deducted(node)
        if taken is not None:
            return self.either(f"扣 {self.amount(taken)}", f"{self.amount(taken)} are deducted")
        if isinstance(node, core.Fact) and node.field.judged and node.field.low is not None:
            judge = node.field.judge or self.either("测评人员", "the assessor")
            low, high = (decimal_text(x) for x in (node.field.low, node.field.high) if not hasattr(x, "isoformat"))  # type: ignore[arg-type]
            step = (
                self.either(f"，以 {decimal_text(node.field.step)} 分为一档", f" in steps of {decimal_text(node.field.step)}")
                if node.field.step
                else ""
            )
            return self.either(f"由{judge}在 {low} 至 {high} 分之间评定{step}", f"{judge} gives {low} to {high} points{step}")
        if isinstance(node, core.Lit) and node.value == 0:
            return self.either("不得分", "no points")
        if isinstance(node, core.Agg) and node.op == "sum" and node.body is not None:
            body = node.body
            each = self.among(node, lambda: self.given(body))
            return self.either(
                f"逐条计算{self.records(node)}，合计计分：{each}", f"for each of {self.records(node)}, added up: {each}"
            )
        text = self.amount(node)
        constant = isinstance(node, core.Lit | core.Ref)
        return self.either(f"得 {text}" if constant else text, text)

    def veto(self, veto: core.Effect) -> str:
        effects = (
            [
                self.either(
                    f"总分计 {points_text(veto.total, self.lang)}", f"the total counts as {points_text(veto.total, self.lang)}"
                )
            ]
            if veto.total is not None
            else []
        )
        effects += (
            [self.either(f"{self.amount(veto.until)}以前不得申报", f"barred until {self.amount(veto.until)}")] if veto.until else []
        )
        effects += [self.either(f"等级最高为“{veto.limit[1]}”", f"the grade is at most “{veto.limit[1]}”")] if veto.limit else []
        effects += [self.either(f"不计“{name}”", f"“{name}” is not given") for _, name in veto.excluded]
        what = self.either("；", "; ").join(effects) or self.either("不计总分", "there is no total")
        return self.either(
            f"一票否决：{self.condition(veto.condition)}的，{what}", f"Veto: where {self.condition(veto.condition)}, {what}"
        )

    def totals(self, card: core.Scorecard) -> Iterator[Entry]:
        for total in card.totals:
            yield Entry(
                total.label,
                "",
                (self.clause(f"{'＝' if self.zh else '= '}{self.amount(total.expr)}", total.cites, total.assumptions),),
            )

    def grades(self, card: core.Scorecard) -> Iterator[Entry]:
        bands = card.bands
        if bands is None:
            return
        clauses = []
        if bands.rounding:
            step, mode = bands.rounding
            rounded = self.amount(core.Round(core.Ref("total", "total", span=bands.span), step, mode, span=bands.span))
            clauses.append(self.clause(self.either(f"定等级时按{rounded} 分", f"For the grade: {rounded}")))
        for row in bands.rows:
            test = self.either("其余", "otherwise") if row.condition is None else self.condition(row.condition)
            clauses.append(self.clause(self.either(f"{row.label}：{test}", f"{row.label}: {test}"), row.cites, row.assumptions))
        order = self.either(
            "互斥，同时符合两档的不定等级" if bands.exclusive else "依次对照，先符合的先定",
            "At most one may hold" if bands.exclusive else "In this order; the first that holds",
        )
        clauses.append(self.clause(order, bands.cites, bands.assumptions))
        yield Entry(self.either("等级", "Grades"), "", tuple(clauses))

    def ranking(self, card: core.Scorecard) -> Iterator[Entry]:
        if card.ranking is None:
            return
        keys = [
            self.either(
                f"{self.amount(k.expr)}{'由高到低' if k.descending else '由低到高'}",
                f"{self.amount(k.expr)}, {'highest' if k.descending else 'lowest'} first",
            )
            for k in card.ranking.keys
        ]
        text = self.either("，相同的再按", "; where equal, ").join(keys)
        yield Entry(self.either("排序", "Ranking"), "", (self.clause(text, card.ranking.cites, card.ranking.assumptions),))

    # ------------------------------------------------------------ other rules

    def classification(self, rule: core.Classification) -> Section:
        entries = []
        for row in rule.rows:
            test = self.either("其余", "everything else") if row.condition is None else self.condition(row.condition)
            entries.append(Entry(row.label, "", (self.clause(test, row.cites, row.assumptions, rule.assumptions),)))
        order = self.either(
            "互斥，同时符合两类的不定类" if rule.exclusive else "依次对照，先符合的先归入",
            "At most one may hold" if rule.exclusive else "In this order; the first that holds",
        )
        about = (self.clause(order, rule.cites, rule.assumptions),)
        return Section("class", rule.label, self.about(rule.subject), about, tuple(entries))

    def requirement(self, rule: core.Requirement) -> Section:
        clauses = [self.clause("", rule.cites, rule.assumptions)]
        for duty in rule.duties:
            test, guard = self.condition(duty.test), duty.guard
            when = "" if guard is None else self.either(f"{self.condition(guard)}的，", f"Where {self.condition(guard)}: ")
            own = duty.assumptions
            clauses.append(
                self.clause(f"{when}{self.either('应当', '')}{test}{self.bound(duty.modality)}", duty.cites, own, rule.assumptions)
            )
        told = tuple(c for c in clauses if c.text or c.cites or c.assumptions)
        return Section("requirement", rule.label, self.about(rule.subject), told, ())

    def target(self, rule: core.Target) -> Section:
        measure = self.amount(rule.measure)
        about = [self.clause(self.either(f"看{measure}", f"Measured by {measure}"), rule.cites, rule.assumptions)]
        about += self.only_where(rule.guard)
        entries, points = [], []
        for due in rule.rows:
            text = (
                self.either("不可量化", "not measurable")
                if due.test is None
                else self.compared(due.test.op, due.test.right, due.test.left)
            )
            day = self.either(f"{due.day.isoformat()} 起", f"From {due.day.isoformat()}")
            entries.append(
                Entry(day, "", (self.clause(text + self.bound(due.modality), due.cites, due.assumptions, rule.assumptions),))
            )
            figure = due.test.right.value if due.test is not None and isinstance(due.test.right, core.Lit) else None
            share = float(figure) if rule.percent and figure is not None and not isinstance(figure, str | bool) else None  # type: ignore[arg-type]
            points.append((due.day.isoformat(), share, text))
        chart = Chart(tuple(points)) if any(share is not None for _, share, _ in points) else None
        return Section("target", rule.label, self.about(rule.subject), tuple(about), tuple(entries), chart=chart)

    def template(self, rule: core.Template) -> Section:
        slots, example = [], ""
        for slot in rule.slots:
            text = self.named(slot.label)
            if slot.condition is not None:
                text = self.either(
                    f"［{text}，{self.condition(slot.condition)}时写］", f"[{text}, where {self.condition(slot.condition)}]"
                )
            elif slot.optional:
                text = self.either(f"［{text}，可以不写］", f"[{text}, may be left out]")
            slots.append(text)
            example += slot.options[0] if slot.options else f"〔{slot.label}〕"
        order = self.either(" ＋ ", " + ").join(slots)
        about = [
            self.clause(
                self.either(f"名称依次由下列各部分组成：{order}", f"A name is made of: {order}") + self.bound(rule.modality),
                rule.cites,
                rule.assumptions,
            )
        ]
        about[:0] = self.only_where(rule.guard)
        about.append(self.clause(self.either(f"例：{example}", f"Example: {example}")))
        return Section("name", rule.label, self.about(rule.subject), tuple(about), ())
