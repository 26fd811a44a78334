"""Problems of the parse pass (P1…) with the shape of a text: indentation, pairs, length, order. Words: `parse`."""

from __future__ import annotations

from typing import ClassVar

from policyrules.diagnostics.base import Lang, Problem


class UnevenIndent(Problem):
    """The indentation fits no block above.

    缩进与上面任何一层都对不齐。

    Why: the lines of a block begin in the same column; a line that begins between two columns belongs to neither.

    原因：同一层的各行从同一列开始；处在两层之间的行，无法判断属于哪一层。

    Example:
        政策 demo “示例”
        对象 平台 as platform
                面积 as area：数 平方米，不小于 0
             人数 as staff：整数 人，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 0
    """

    code = "P105"
    zh = "本行的缩进与上面各层都对不齐"
    en = "the indentation of this line fits none of the blocks above"
    hint_zh = "与同一层的各行从同一列开始；一个全角空格算两列，一个制表符算四列"
    hint_en = "begin in the same column as the other lines of its block; a tab counts four columns, an ideographic space two"


class UnexpectedIndent(Problem):
    """A line is indented below one that takes nothing below it.

    上一行下面不能再有缩进的内容。

    Why: indentation says what belongs to what, and nothing can belong to that line.

    原因：缩进表示从属关系，而上一行不能带下属内容。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
                人数 as staff：整数 人，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 0
    """

    code = "P106"
    zh = "“{found}”不能缩进写在上一行下面"
    en = "`{found}` is indented below a line that takes nothing of the kind below it"
    hint_zh = "与上一行对齐，或者移到它所属的那一行下面"
    hint_en = "align it with the line above, or move it below the line it belongs to"
    found: str


class NotIndented(Problem):
    """A line that belongs below another stands in the first column.

    应当缩进在某一行下面的内容，顶格写了。

    Why: only subjects, parameters, values and rules begin in the first column; everything else is part of one of them.

    原因：只有“对象”“参数”“设”“评分”“分类”“要求”等可以顶格写，其余内容都从属于其中某一个。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        项目 布局 as layout 5 分
            得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
            项目 布局 as layout 5 分
                得 5 分
    """

    code = "P120"
    zh = "“{found}”不能顶格写"
    en = "`{found}` cannot begin in the first column"
    hint_zh = "缩进到它所属的那一行下面"
    hint_en = "indent it below the line it belongs to"
    found: str


class MissingBlock(Problem):
    """A line that needs indented lines below it has none.

    应当带下属内容的一行，下面没有缩进的内容。

    Why: the line opens a block; without one there is nothing to say. Often the lines are there and only their indentation is
    missing.

    原因：这一行是一个块的开头，没有下属内容就没有意义。往往是内容写了，只是忘了缩进。

    Example:
        政策 demo “示例”
        对象 平台 as platform
        面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "P107"
    zh = "“{head}”下面应当有缩进的内容"
    en = "`{head}` needs indented lines below it"
    hint_zh = "把属于它的各行缩进四格写在下面"
    hint_en = "indent the lines that belong to it by four spaces"
    head: str


class UnclosedQuote(Problem):
    """A quotation that does not end on its line.

    引号没有在本行内配对。

    Why: a text begins with “ and ends with ” on the same line; inside it one more pair may stand.

    原因：一段文字以“开头、以”结尾，写在同一行内；里面还可以再有一对引号。

    Example:
        政策 demo “示例
    Instead:
        政策 demo “示例”
    """

    code = "P108"
    zh = "引号没有在本行内配对"
    en = "the quotation does not end on its line"
    hint_zh = "文字以“开头、以”结尾，写在同一行；名称用「」，文件名用《》"
    hint_en = "begin a text with “ and end it with ” on the same line; names take 「」, titles 《》"


class UnpairedBracket(Problem):
    """A bracket without its partner.

    括号不配对。

    Why: brackets group conditions, and a statement may run over several lines inside them.

    原因：括号用来分组，括号内一句话可以写成几行，所以必须配对。

    Example:
        政策 demo “示例”
        参数 面积线 as line = （300平方米
    Instead:
        政策 demo “示例”
        参数 面积线 as line = 300平方米  假定 界限 “示例”
    """

    code = "P109"
    zh = "括号不配对"
    en = "the bracket has no partner"
    hint_zh = "补上或删去一个括号"
    hint_en = "add the other bracket, or take this one away"


class TooDeep(Problem):
    """Nesting deeper than anyone can read.

    嵌套过深。

    Why: brackets, 并非 and blocks may nest fifty deep; deeper is most likely a mistake.

    原因：括号、“并非”和缩进最多五十层，再深多半是笔误。

    Example:
        政策 demo “示例”
        参数 甲 as a = （（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（1分
    Instead:
        政策 demo “示例”
        参数 甲 as a = （1分）  假定 分值 “示例”
    """

    code = "P115"
    zh = "嵌套超过 {most} 层"
    en = "nesting goes deeper than {most}"
    hint_zh = "用“设”给中间结果起名，分开来写"
    hint_en = "give intermediate results a name with `let`"
    most: int


class TooLong(Problem):
    """A file, line or statement longer than is read.

    文件、行或语句超长。

    Why: limits keep any text, whatever it holds, answered within a second.

    原因：设有上限，任何文本（不论内容如何）都能在一秒内得到答复。

    Example:
        政策 demo “一二三四五六七八九十” (repeat 3000)
    Instead:
        政策 demo “一二三四五六七八九十”
    """

    code = "P116"
    zh = "{what_zh}过长，上限为 {most} {unit_zh}"
    en = "the {what_en} is too long; at most {most} {unit_en} are read"
    hint_zh = "拆成几个文件或几条规则"
    hint_en = "split it into several files or rules"
    what_zh: str
    what_en: str
    most: int
    unit_zh: str = "个字"
    unit_en: str = "characters"


class MisplacedHeader(Problem):
    """政策 stands second, or not at the top of its file.

    “政策”重复，或不在文件开头。

    Why: the header says which pack the rules belong to; a pack has one, and it comes first in its file.

    原因：“政策”说明规则属于哪个规则包；一个规则包只有一个，并写在文件最前面。

    Example:
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        政策 demo “示例”
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "P118"
    zh = "“政策”只能写在文件开头"
    en = "`policy` can stand only at the top of a file"
    hint_zh = "移到文件最前面；重复的删去"
    hint_en = "move it to the top; take away a second one"


class ListWithoutHead(Problem):
    """Conditions stand below an award that announces no list.

    没有写“下列”，下面却列了条件。

    Why: whether all, any or some of the conditions are needed must be said.

    原因：必须写明下列条件是要全部满足、任一满足还是至少几项满足。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                得 5 分
                    面积 不少于 300平方米
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 下列 全部，得 5 分
                    面积 不少于 300平方米
    """

    code = "P119"
    zh = "{what_zh}"
    en = "{what_en}"
    hint_zh = "写作“若 下列 全部，得 …”（或“任一”“至少 2 项”），并在下面逐行列出条件"
    hint_en = "write `if the following all, award …` (or `any`, `at least 2 of them`), with one condition a line below it"
    listed: bool = False
    _texts: ClassVar[dict[bool, tuple[str, str]]] = {
        False: ("上一行没有写“下列”，下面却列了条件", "conditions stand below a line that does not say `the following`"),
        True: ("“下列”下面没有列出条件", "no condition is listed below `the following`"),
    }

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = self._texts[self.listed]
        return {"what_zh": zh, "what_en": en}


class CombinedTwice(Problem):
    """A part says twice how its points come together.

    一项写了两个“取最高”“取最低”。

    Why: a part takes the highest of its points, or the lowest, or adds them up; two of these would leave it open which counts.

    原因：一项或者取最高，或者取最低，或者累加；写两个就不知道以哪个为准。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分 取最高 取最低
                若 面积 不少于 300平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分 取最高
                若 面积 不少于 300平方米，得 5 分
    """

    code = "P121"
    zh = "“{found}”前面已经写了如何合计"
    en = "`{found}` comes after another word for how the points come together"
    hint_zh = "“取最高”“取最低”只留一个"
    hint_en = "keep only one of `highest only` and `lowest only`"
    found: str


class SourceTwice(Problem):
    """A 原文 listed twice.

    同一个“原文”列了两次。

    Why: every quote would be found twice, and so nowhere for certain.

    原因：每处依据都会找到两次，也就都不确定。

    Example:
        === source.md
        面积一般不少于300平方米
        === rules.policy
        政策 demo “示例”
            原文 “source.md”，“source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    Instead:
        === source.md
        面积一般不少于300平方米
        === rules.policy
        政策 demo “示例”
            原文 “source.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "P122"
    zh = "原文“{found}”已经列出过"
    en = "the source text `{found}` is listed already"
    hint_zh = "删去重复的一处"
    hint_en = "take the second one away"
    found: str


class SecondCondition(Problem):
    """Two conditions side by side behind a list.

    明细后的括号里并列写了两个条件。

    Why: whether records have to satisfy both or one of them is not said by a comma.

    原因：逗号没有说明两个条件是要同时满足，还是满足一个即可。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
                合格 as passed：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 项目（已结项，合格）的个数 不少于 3，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                已结项 as finished：是否
                合格 as passed：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 甲 as a 5 分
                若 项目（已结项 且 合格）的个数 不少于 3，得 5 分
    """

    code = "P126"
    zh = "“{found}”前面还有一个条件，没有写两者的关系"
    en = "`{found}` stands beside another condition, and how the two are joined is not said"
    hint_zh = "把逗号换成“且”或“或者”"
    hint_en = "write `and` or `or` instead of the comma"
    found: str


class CountMisplaced(Problem):
    """个数, 次数 or 占比 where no number of records can be asked for.

    “个数”“次数”“占比”写在不能这样写的地方。

    Why: a share needs to say of which records; behind 每季度 stands the list alone, and behind 每个 a field of its records.

    原因：占比要写明是符合什么条件的记录；“每季度”后面只写明细，“每个”后面写记录的字段。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细
                日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 会议的次数 不少于 1次，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细
                日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 每季度 会议 不少于 1次，得 5 分
    """

    code = "P128"
    zh = "这里不能写“的{found}”"
    en = "`{found}` cannot stand here"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh = "“每季度”后面直接写明细，如“每季度 … 不少于 1次”；“每个”写成“每个 … 均 （…的次数 …）”"
        en = "behind `every quarter` write the list alone; with `each`, write `each … all satisfy (… 's count …)`"
        if self.found in ("占比", "share"):
            zh, en = "占比写成“… 中 （条件）的占比”，“中”的前后留空格", "write a share as `… with (condition) 's share`"
        return {"found": self.found, "mend_zh": zh, "mend_en": en}
