"""Problems of the resolve pass: what is declared, and what the names in the rules stand for."""

from __future__ import annotations

from typing import ClassVar

from policyrules.diagnostics.base import Lang, Problem


class UnknownName(Problem):
    """A name that nothing declares.

    没有任何地方声明过的名称。

    Why: a rule can use the fields of its subject, parameters and values worked out with 设; a misspelt name must never be taken for
    something missing.

    原因：规则只能使用对象的字段、参数和用“设”算出的值；写错的名称绝不能当作“没有这项事实”处理。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面職 不少于 300平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "N101"
    knock_on = True
    zh = "没有声明过“{found}”"
    en = "nothing here is called `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""
    spaced: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh = "先声明它：字段写在“对象”下，本市自定的数写成“参数”"
        mend_en = "declare it: as a field of the subject, or a number of your own as a `parameter`"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        elif self.spaced:
            mend_zh, mend_en = f"若是几个词连写，用空格分开：{self.spaced}", f"if it is several words, separate them: {self.spaced}"
        return {"found": self.found, "mend_zh": mend_zh, "mend_en": mend_en}


class DuplicateName(Problem):
    """Two things of one name where a rule could mean either.

    重名。

    Why: a name in a rule must stand for one thing; a second declaration would hide the first without anyone noticing.

    原因：规则里的名称只能指一样东西；重复声明会在不知不觉中盖住前一个。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            面积 as size：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            建筑面积 as size：数 平方米，不小于 0
    """

    code = "N102"
    zh = "“{found}”已经声明过"
    en = "`{found}` is declared twice"
    hint_zh = "改名，或者删去其中一处"
    hint_en = "rename one of them, or take it away"
    found: str


class MissingAlias(Problem):
    """Something that appears in results has no ASCII alias.

    会出现在结果里的内容没有写英文代号。

    Why: results are read by other programs for years; their keys are the aliases, which stay when a Chinese label is reworded.

    原因：结果要供其他程序长期读取，键用英文代号；中文说法改了，代号不变。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "N103"
    zh = "“{found}”没有英文代号"
    en = "`{found}` has no alias"
    hint_zh = "在名称后写 as 和小写英文代号，如“{written} as area”"
    hint_en = "write `as` and a lower-case ASCII word after the name"
    found: str
    written: str


class BadAlias(Problem):
    """An alias that is not a lower-case ASCII word.

    英文代号不合格式。

    Why: aliases become keys of JSON and TOML and column names of tables, where only such words work everywhere.

    原因：代号要用作 JSON、TOML 的键和表格列名，只有小写英文词处处可用。

    Example:
        政策 demo “示例”
        对象 平台 as Platform
            面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "N104"
    zh = "“{found}”不能作英文代号"
    en = "`{found}` cannot be an alias"
    hint_zh = "用小写英文字母开头，只含小写字母、数字和下划线"
    hint_en = "begin with a lower-case ASCII letter; use lower-case letters, digits and underscores"
    found: str


class DuplicateAlias(Problem):
    """Two things side by side with one alias.

    英文代号重复。

    Why: an alias is a key; two of them would overwrite each other in results and facts.

    原因：代号是键，两个相同会在结果和事实里互相覆盖。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            建筑面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            建筑面积 as floor_area：数 平方米，不小于 0
    """

    code = "N105"
    zh = "英文代号“{found}”已经用过"
    en = "the alias `{found}` is used twice"
    hint_zh = "换一个代号"
    hint_en = "choose another alias"
    found: str


class Recursion(Problem):
    """A value that is worked out from itself.

    一个值要用它自己来计算。

    Why: such a value has no meaning; somewhere in the chain a number or a fact must stand.

    原因：这样的值没有意义；链条的某一处必须是数或事实。

    Example:
        政策 demo “示例”
        参数 甲 as a = 乙 + 1分  假定 分值 “示例”
        参数 乙 as b = 甲 + 1分  假定 分值 “示例”
    Instead:
        政策 demo “示例”
        参数 甲 as a = 乙 + 1分  假定 分值 “示例”
        参数 乙 as b = 1分  假定 分值 “示例”
    """

    code = "N106"
    zh = "“{found}”的计算绕回了自己：{chain}"
    en = "`{found}` is worked out from itself: {chain}"
    hint_zh = "在其中一处写上数或事实"
    hint_en = "put a number or a fact in one place of the chain"
    found: str
    chain: str


class HeaderCount(Problem):
    """A pack without its 政策 line, or with more than one.

    规则包没有“政策”开头，或者不止一个。

    Why: the header gives the pack its name and says which document the rules come from.

    原因：“政策”一行给出规则包的名称，说明规则出自哪份文件。

    Example:
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "N107"
    knock_on = True
    zh = "{what_zh}"
    en = "{what_en}"
    hint_zh = "在一个文件的第一行写“政策 代号 “文件名称””，其余文件不写"
    hint_en = "let the first line of one file, and of no other, be `policy name “title”`"
    many: bool = False
    _texts: ClassVar[dict[bool, tuple[str, str]]] = {
        False: ("规则包没有“政策”一行", "the pack has no `policy` line"),
        True: ("规则包里有不止一个“政策”", "the pack has more than one `policy` line"),
    }

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = self._texts[self.many]
        return {"what_zh": zh, "what_en": en}


class SubjectNeeded(Problem):
    """A value that does not say whose it is, in a pack with several subjects.

    有几个对象时，“设”没有写明属于哪个对象。

    Why: its names are looked up among the fields of one subject.

    原因：“设”里的名称要到某一个对象的字段中去找。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        对象 组织 as organisation
            人数 as staff：整数 人，不小于 0
        设 两倍 as double = 面积 * 2
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        对象 组织 as organisation
            人数 as staff：整数 人，不小于 0
        设 两倍 as double 对象 平台 = 面积 * 2
    """

    code = "N108"
    zh = "“设 {found}”没有写明属于哪个对象"
    en = "`{found}` does not say which subject it belongs to"
    hint_zh = "在名称后写“对象 …”，可以是：{subjects}"
    hint_en = "write `subject …` after its name, one of: {subjects}"
    found: str
    subjects: str


class TakenPath(Problem):
    """A part alias path that is taken by a field of the subject.

    评分要点的路径与对象字段的代号相同。

    Why: points an assessor gives are a fact named by the path of their part, so the path must not be another fact's name.

    原因：测评人员评的分以所在要点的路径为名作为一项事实，因此不能与别的事实重名。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            满意度 as satisfaction：比例，不小于 0，不大于 1
        评分 测评 as score 对象 平台 满分 5 分
            项目 社会评价 as satisfaction 5 分
                由 群众 评 0 至 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            满意度 as satisfaction_rate：比例，不小于 0，不大于 1
        评分 测评 as score 对象 平台 满分 5 分
            项目 社会评价 as satisfaction 5 分
                由 群众 评 0 至 5 分
    """

    code = "N109"
    zh = "评分的事实名“{found}”已被对象的一个字段占用"
    en = "the points given here are a fact called `{found}`, which a field of the subject is called already"
    hint_zh = "字段或要点换一个名称或代号"
    hint_en = "give the field or the part another name or alias"
    found: str


class MisplacedSubject(Problem):
    """A value inside a scorecard that names a subject.

    评分里的“设”写了对象。

    Why: what stands in a scorecard is about the subject of the scorecard, and can be about no other.

    原因：评分里的“设”属于评分的对象，不能属于别的对象。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            设 两倍 对象 平台 = 面积 * 2
            项目 场地 as premises 5 分
                若 两倍 不少于 300平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            设 两倍 = 面积 * 2
            项目 场地 as premises 5 分
                若 两倍 不少于 300平方米，得 5 分
    """

    code = "N110"
    zh = "评分里的“设 {found}”不必写对象"
    en = "`{found}` stands in a scorecard and takes its subject from it"
    hint_zh = "删去“对象 …”；属于别的对象的“设”写在评分外面"
    hint_en = "take `subject …` away, or put a value of another subject outside the scorecard"
    found: str


class AliasIsName(Problem):
    """An alias that is the name of something else in the same place.

    英文代号与同一处另一项的名称相同。

    Why: facts may be filled in by name or by alias, so one word for two of them would leave it open which is meant.

    原因：填报事实既可以用名称，也可以用代号；同一个词若指两项，就不知道填的是哪一项。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            area as size：数 平方米，不小于 0
            建筑面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            area as size：数 平方米，不小于 0
            建筑面积 as floor_area：数 平方米，不小于 0
    """

    code = "N111"
    zh = "英文代号“{found}”又是同一处另一项的名称"
    en = "the alias `{found}` is the name of something else beside it"
    hint_zh = "换一个代号，或者改另一项的名称"
    hint_en = "choose another alias, or rename the other one"
    found: str


class FixedMeaning(Problem):
    """A name or an alias that stands for something else wherever it is written.

    名称或英文代号已有固定含义。

    Why: the date of evaluation and the functions are known in every rule, and in facts and results `exceptions`, 例外 and `on` are
    keys; something else of that name could never be reached, or would be taken for them.

    原因：测评日和内置的计算在每条规则里都可用，exceptions、例外和 on 是事实和结果里固定的键；别的内容若也叫这个名称，要么用不到，
    要么被当成它们。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            例外 as excepted：是否
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            例外情形 as excepted：是否
    """

    code = "N112"
    zh = "“{found}”已有固定含义：{meaning_zh}"
    en = "`{found}` has a meaning of its own: {meaning_en}"
    hint_zh = "换一个名称或代号"
    hint_en = "choose another name or alias"
    found: str
    _meanings: ClassVar[dict[str, tuple[str, str]]] = {
        "exceptions": ("在事实里，它下面填写认可的例外", "in facts it holds the accepted exceptions"),
        "例外": ("在事实里，它下面填写认可的例外", "in facts it holds the accepted exceptions"),
        "on": ("在结果里，它表示测评日", "in results it is the date of evaluation"),
    }

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = self._meanings.get(self.found, ("它是每条规则都可用的内置名称", "it is built in, and known in every rule"))
        return {"found": self.found, "meaning_zh": zh, "meaning_en": en}
