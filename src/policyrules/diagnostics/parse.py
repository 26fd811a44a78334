"""Problems of the parse pass (P1…) with words: what is written is not in the language. The shape of a text: `structure`."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class MisspeltKeyword(Problem):
    """A word stands where a keyword must, and one keyword is very near in spelling or in sense.

    应写关键词的位置上写了别的词，而有一个关键词与它字形或意思相近。

    Why: a line begins with a keyword, and some places inside a line take keywords only, so the reader knows what each line is.

    原因：每行以关键词开头，行内某些位置也只能写关键词，读者才能一眼看出这一行是什么。

    Example:
        政策 demo “示例”
        对像 平台 as platform
            面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "P101"
    zh = "“{found}”不是此处可用的关键词"
    en = "`{found}` is not a keyword that can stand here"
    hint_zh = "是否为“{nearest}”？"
    hint_en = "did you mean `{nearest}`?"
    found: str
    nearest: str


class GluedWords(Problem):
    """Words run together that must be separated by spaces or punctuation.

    词与词之间没有分开。

    Why: Chinese names have no boundary of their own; a space between words keeps 面积 a name and 不少于 a comparison.

    原因：中文词之间没有天然分界，用空格分开，才能认出“面积”是名称、“不少于”是比较词。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积不少于300平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "P102"
    zh = "“{found}”是连写在一起的几个词"
    en = "`{found}` is several words run together"
    hint_zh = "用空格分开：{spaced}"
    hint_en = "separate them with spaces: {spaced}"
    found: str
    spaced: str


class OtherVocabulary(Problem):
    """A keyword of the other vocabulary.

    用了另一种语言的关键词。

    Why: a file is written in one vocabulary, told by its first word, so that it reads evenly and can be printed in the other.

    原因：一个文件只用一种语言的关键词（由第一个词决定），这样通篇一致，也能整篇转成另一种语言。

    Example:
        政策 demo “示例”
        subject 平台 as platform
            面积 as area：数 平方米，不小于 0
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "P103"
    zh = "“{found}”是{its_zh}关键词，本文件用的是{ours_zh}关键词"
    en = "`{found}` is a keyword in {its_en}, and this file is written with those in {ours_en}"
    hint_zh = "写作“{twin}”"
    hint_en = "write `{twin}`"
    found: str
    twin: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = ("中文", "Chinese"), ("英文", "English")
        its, ours = (zh, en) if self.twin.isascii() else (en, zh)
        return {**super()._facts(lang), "its_zh": its[0], "its_en": its[1], "ours_zh": ours[0], "ours_en": ours[1]}


class Unexpected(Problem):
    """Something stands where the language has no place for it.

    此处写了语言中不能出现的内容。

    Why: the message lists what can stand there.

    原因：提示中列出了此处可以写什么。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：5
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "P104"
    zh = "{what_zh}"
    en = "{what_en}"
    hint_zh = "此处可以写：{expected_zh}"
    hint_en = "what can stand here: {expected_en}"
    found: str
    expected_zh: str
    expected_en: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = f"此处不能写“{self.found}”", f"`{self.found}` cannot stand here"
        if not self.found:
            zh, en = "这一句没有写完", "the line ends before it is complete"
        return {**super()._facts(lang), "what_zh": zh, "what_en": en}


class RangeHyphen(Problem):
    """A range written with a hyphen, which is the minus sign.

    用减号写区间。

    Why: 75-89 is minus fourteen; a range is written 至.

    原因：75-89 是减法，结果为负十四；区间用“至”。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            得分 as mark：评定 0-5 分 由 测评人员
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            得分 as mark：评定 0 至 5 分 由 测评人员
    """

    code = "P110"
    zh = "“{found}”是减法，不是区间"
    en = "`{found}` is a subtraction and not a range"
    hint_zh = "区间写作“{range}”；确是减法的，减号两边加空格"
    hint_en = "write the range as `{range}`, or put spaces around the sign of a subtraction"
    found: str
    range: str


class NoSuchDay(Problem):
    """A day the calendar does not have.

    日历上没有的日期。

    Why: a date that does not exist is a slip, and guessing a near one would be wrong.

    原因：不存在的日期必是笔误，不能替作者猜一个相近的。

    Example:
        政策 demo “示例”
            成文日期 2021-02-30
    Instead:
        政策 demo “示例”
            成文日期 2021-02-28
    """

    code = "P111"
    zh = "没有“{found}”这一天"
    en = "there is no day `{found}`"
    hint_zh = "改为日历上有的日期，如 2021年9月29日"
    hint_en = "give a day of the calendar, such as 2021-09-29"
    found: str


class ReservedName(Problem):
    """A reserved word used as a bare name in an expression.

    保留词直接用作名称。

    Why: a few words begin or end an operand (每个, 近, 自, 合计 …); as names they need their marks.

    原因：少数词有特定用法（如“每个”“近”“自”“合计”），用作名称时须加「」。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            合计 as sum：数 元，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 经费 as funding 5 分
                若 合计 不少于 300元，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            合计 as sum：数 元，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 经费 as funding 5 分
                若 「合计」 不少于 300元，得 5 分
    """

    code = "P112"
    zh = "“{found}”是保留词，不能直接用作名称"
    en = "`{found}` is a reserved word and cannot be a bare name"
    hint_zh = "写作「{found}」"
    hint_en = "write 「{found}」"
    found: str


class NameWithOf(Problem):
    """A name with 的 in it, declared without the marks that hold it together.

    名称里有“的”，没有加「」。

    Why: 的 between names leads from one to the other (场地的得分), so it cannot be part of a bare name.

    原因：名称之间的“的”表示从属（如“场地的得分”），含“的”的名称须加「」。

    Example:
        政策 demo “示例”
        对象 组织 as group
            设立党组织 as branch：是否
        评分 测评 as score 对象 组织 满分 5 分
            项目 党的建设 as party 5 分
                若 设立党组织，得 5 分
    Instead:
        政策 demo “示例”
        对象 组织 as group
            设立党组织 as branch：是否
        评分 测评 as score 对象 组织 满分 5 分
            项目 「党的建设」 as party 5 分
                若 设立党组织，得 5 分
    """

    code = "P129"
    zh = "名称“{found}”里有“的”，须加「」"
    en = "the name `{found}` has a particle in it and needs marks around it"
    hint_zh = "写作「{found}」，用到的地方也这样写"
    hint_en = "write 「{found}」, here and wherever it is used"
    found: str


class StrangeCharacter(Problem):
    """A character the language does not use.

    语言中不用的字符。

    Why: control characters and stray signs are mostly remains of copying from another program.

    原因：控制字符和多余符号多半是从别的软件复制时带来的。

    Example:
        政策 demo “示例”
        参数 面积线 as line = 300平方米 ￥
    Instead:
        政策 demo “示例”
        参数 面积线 as line = 300平方米  假定 界限 “示例”
    """

    code = "P114"
    zh = "不能使用字符“{shown}”（{point}）"
    en = "the character `{shown}` ({point}) is not used in the language"
    hint_zh = "删去它；文字放在“”内，说明写在 # 之后"
    hint_en = "take it away; texts stand between “ and ”, comments after #"
    shown: str
    point: str


class MissingSign(Problem):
    """A comma or colon is missing between two parts of a line.

    缺少逗号或冒号。

    Why: the condition ends at the comma, a name at the colon.

    原因：条件到逗号为止，名称到冒号为止。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米 得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "P117"
    zh = "“{found}”前面缺少“{sign}”"
    en = "`{sign}` is missing before `{found}`"
    hint_zh = "写作“{sign}{found}”"
    hint_en = "write `{sign}{found}`"
    found: str
    sign: str


class OtherNotation(Problem):
    """A number, date, unit or sign in a notation the language does not read.

    数字、日期、单位、符号或区间的写法不是规则中用的写法。

    Why: one notation for each thing keeps rules unambiguous: a comma ends a part of a line, so it cannot stand inside a number.

    原因：同一内容只用一种写法，才不会产生歧义；例如逗号用来断句，数字里就不能再用逗号分节。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            经费 as funds：数 元，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 经费 as funding 5 分
                若 经费 >= 1,000元，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            经费 as funds：数 元，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 经费 as funding 5 分
                若 经费 ≥ 1000元，得 5 分
    """

    code = "P123"
    zh = "规则中不用“{found}”这种写法"
    en = "`{found}` is not a notation of the language"
    hint_zh = "写作“{instead}”"
    hint_en = "write `{instead}`"
    found: str
    instead: str


class NewLine(Problem):
    """A keyword that begins a line stands inside one.

    应当另起一行的内容，接在了上一句后面。

    Why: every award, item and criterion has a line of its own, so that each can carry its own 依据 and 假定.

    原因：每一句给分、每个项目和要点各占一行，才能各自注明依据和假定。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分，否则 得 2 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                否则 得 2 分
    """

    code = "P124"
    zh = "“{found}”应当另起一行"
    en = "`{found}` begins a line of its own"
    hint_zh = "在“{found}”前换行，与上一句对齐，前面不写标点"
    hint_en = "break the line before `{found}` and align it with this one, with no sign in between"
    found: str


class NeedlessWord(Problem):
    """A small word or a sign that the language does without.

    多写了语言中不用的虚词或标点。

    Why: a condition ends at the comma and the award begins with its keyword, so 则, 时 and a comma after 否则 say nothing more.

    原因：条件到逗号为止，给分以关键词开头，因此不用再写“则”“时”，“否则”后面也不加逗号。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，则 得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "P125"
    zh = "此处不用写“{found}”"
    en = "`{found}` is not needed here"
    hint_zh = "删去“{found}”"
    hint_en = "take `{found}` away"
    found: str


class NoticeWording(Problem):
    """What is said of records in the words of a notice.

    照公文的说法写了对明细的要求。

    Why: a rule begins with what it is about, so that it can be told which records are meant and what of them is compared.

    原因：条件要先写看的是哪些记录，再写看它们的什么，才能确定怎样计算。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            会议 as meetings：明细
                日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分
            考核期 测评日所在年
            项目 甲 as a 5 分
                若 会议 每季度 不少于 1次，得 5 分
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

    code = "P127"
    zh = "“{found}”是公文的说法，规则里要换一种写法"
    en = "`{found}` is how a notice has it; a rule says it in another order"
    hint_zh = "写成“{instead}”"
    hint_en = "write `{instead}`"
    found: str
    instead: str


class RecordWithoutDash(Problem):
    """A record of a list, in a case, that does not begin with “-”.

    用例的明细里，一条记录的开头没有写“-”。

    Why: the sign says where each record begins; without it two lines could be one record or two.

    原因：“-”标明每条记录从哪里开始；不写，两行是一条还是两条就分不清。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            项目 as projects：明细
                次数 as times：整数 次，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 服务 as services 5 分
                若 项目的个数 不少于 1个，得 5 分
        === cases.policy
        用例 “一个项目” 对象 平台
            已知 项目：
                次数 = 3次
            应为 测评 = 5 分
    Instead:
        === cases.policy
        用例 “一个项目” 对象 平台
            已知 项目：
                - 次数 = 3次
            应为 测评 = 5 分
    """

    code = "P138"
    zh = "“{found}”前面没有写“-”"
    en = "there is no `-` before `{found}`"
    hint_zh = "每条记录一行，开头写“- ”：- {found} = …"
    hint_en = "write one record a line, each beginning with `- `: `- {found} = …`"
    found: str
