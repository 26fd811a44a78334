"""Problems of the check pass with classifications and requirements (C160 to C162, L160, L161)."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class NoClasses(Problem):
    """A classification in which no class has a condition.

    分类中没有一类写了条件。

    Why: without a condition there is nothing to tell the classes apart by.

    原因：一个条件也没有，就无从区分属于哪一类。

    Example:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            小型 as small：其余
    Instead:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            大型 as large：人数 不少于 10人
            小型 as small：其余
    """

    code = "C160"
    knock_on = True
    zh = "分类“{label}”中没有一类写了条件"
    en = "no class of `{label}` has a condition"
    hint_zh = "每一类一行，写“名称 as 代号：条件”，最后可以写“名称 as 代号：其余”"
    hint_en = "a line for each class, `name as alias: condition`; the last one may be `name as alias: in all other cases`"
    label: str


class RestNotLastClass(Problem):
    """其余 above another class, or twice.

    “其余”不在分类的最后一行，或者写了两次。

    Why: 其余 takes whatever no other class takes, so nothing below it can be reached.

    原因：“其余”是其他各类都不符合时才归入的一类，写在它下面的类永远轮不到。

    Example:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            小型 as small：其余
            大型 as large：人数 不少于 10人
    Instead:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            大型 as large：人数 不少于 10人
            小型 as small：其余
    """

    code = "C161"
    zh = "“其余”只能写一次，并且写在分类的最后一行"
    en = "`in all other cases` stands once, on the last line of a classification"
    hint_zh = "把这一行移到最后"
    hint_en = "move the line to the end"


class OverlappingClasses(Problem):
    """Two classes that exclude each other and hold together for some facts.

    两类写明互斥，但有的情况两类都符合。

    Why: of classes that exclude each other only one may hold; where two do, the result names none.

    原因：写了“互斥”，同一个对象只能属于一类；两类都符合时，结果无法归类。

    Example:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织 互斥
            大型 as large：人数 不少于 10人
            小型 as small：人数 不超过 10人
    Instead:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织 互斥
            大型 as large：人数 不少于 10人
            小型 as small：人数 少于 10人
    """

    code = "L160"
    severity = "warning"
    zh = "“{one}”与“{other}”写明互斥，但有的情况两类都符合"
    en = "`{one}` and `{other}` are said to exclude each other, but for some facts both hold"
    hint_zh = "改其中一行的条件；如果按先后归入第一个符合的类，删去“互斥”"
    hint_en = "change the condition of one; if the first that holds decides, leave out `mutually exclusive`"
    one: str
    other: str


class NoDuty(Problem):
    """A requirement that requires nothing.

    要求中没有写要做到什么。

    Why: 前提 only says when a requirement applies; what has to be done stands on lines with 则.

    原因：“前提”只说明什么时候适用；要做到什么，写在带“则”的行里。

    Example:
        政策 demo “示例”
        对象 组织 as group
            有条件 as able：是否
        要求 配备社工 as workers 对象 组织
            前提 有条件
    Instead:
        政策 demo “示例”
        对象 组织 as group
            有条件 as able：是否
            社工人数 as staff：整数 人，不小于 0
        要求 配备社工 as workers 对象 组织
            前提 有条件
            则 社工人数 不少于 1人
    """

    code = "C162"
    zh = "要求“{label}”没有写要做到什么"
    en = "`{label}` requires nothing"
    hint_zh = "加一行“则 条件”，或者“若 条件，则 条件”"
    hint_en = "add a line `then condition`, or `if condition, then condition`"
    label: str


class UncitedRow(Problem):
    """A class or a duty that quotes nothing, in a pack with its source text.

    有原文的规则包里，分类或要求没有依据。

    Why: with the text at hand, whoever is classed or found in breach may ask which sentence says so; here the result names none.

    原因：原文就在规则包里，被归类或者被认定不符合的单位会问是哪一句规定的；这里的结果答不上来。

    Example:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 组织 as group
            有社工 as staff：是否
        要求 配备社工 as workers 对象 组织
            则 有社工
        === source.md
        配备社会工作者。
    Instead:
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 组织 as group
            有社工 as staff：是否
        要求 配备社工 as workers 对象 组织
            依据 “配备社会工作者”
            则 有社工
        === source.md
        配备社会工作者。
    """

    code = "L161"
    severity = "warning"
    knock_on = True
    zh = "“{label}”没有依据"
    en = "`{label}` quotes nothing"
    hint_zh = "在这一行，或者在整个分类、要求上写“依据 “原文””"
    hint_en = "write `cite “sentence”` on the line, or on the whole classification or requirement"
    label: str
