"""Problems with names made of parts (命名): of the parse pass (P13…), of resolve (N14…), and of check (C18…, L180)."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class SeveralInBrackets(Problem):
    """More than one part of a name within one pair of brackets.

    一对方括号里写了不止一个组成部分。

    Why: brackets say of one part that it may be left out, and a condition in them when that one has to be there.

    原因：方括号说明其中的一个部分可以省略，里面的“若”说明这一部分何时应有。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            ［“温州市” + 县级区划］+ 业务范围 + “协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            ［“温州市”］+ ［县级区划］+ 业务范围 + “协会”
    """

    code = "P135"
    zh = "一对方括号里只能写一个组成部分"
    en = "there is one part of a name in a pair of brackets"
    hint_zh = "分开写：［…］+ ［…］"
    hint_en = "write each in brackets of its own: `[…] + […]`"


class UnknownNamePart(Problem):
    """A part of a name that nothing is called by.

    名称的组成部分没有声明过。

    Why: without quotation marks a part is the name of a fact or a value. Text that stands in the name as it is has to be in
    quotation marks.

    原因：不加引号的，是事实或值的名称；照写在名称里的文字，须放在引号里。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            业务范围 + 协会
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            业务范围 + “协会”
    """

    code = "N140"
    knock_on = True
    zh = "没有声明过“{found}”"
    en = "no fact or value is called `{found}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = (
            f"名称里照写这几个字的，放在引号里：“{self.found}”；否则先声明",
            f"where the name has just this text, write “{self.found}”; else declare it",
        )
        if self.nearest:
            zh, en = f"是否为“{self.nearest}”？{zh}", f"did you mean `{self.nearest}`? {en}"
        return {"found": self.found, "mend_zh": zh, "mend_en": en}


class SlotNotText(Problem):
    """A part of a name that is neither a text nor an option.

    名称的组成部分既不是文字，也不是选项。

    Why: a name is text put together. A number or a date has no one way to be written in it.

    原因：名称由文字拼成；数量、日期可以有多种写法，写进名称里是哪一种并不确定。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：文字
            成立日期 as founded：日期
        命名 社团名称 as association_name 对象 组织
            县级区划 + 成立日期 + “协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：文字
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            县级区划 + 业务范围 + “协会”
    """

    code = "C180"
    zh = "名称的组成部分应为文字或选项，“{found}”是{kind_zh}"
    en = "a part of a name is a text or an option, and `{found}` is {kind_en}"
    hint_zh = "把它声明为文字或选项，或者把文字写在“”里"
    hint_en = "declare it as a text or as one of several options, or write the text between “ and ”"
    found: str
    kind_zh: str
    kind_en: str


class RequiredSlotOptional(Problem):
    """A part that every name needs is a fact that may be 无.

    名称中必有的部分，其事实却可以为“无”。

    Why: where the fact is 无 no name at all could be right. Leave the part out there, and say so.

    原因：事实为“无”时，任何名称都不会合格。这种情形下不写这一部分，须写明。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 平阳县、龙港市
            乡镇街道 as town：文字，可无
        命名 社团名称 as association_name 对象 组织
            县级区划 + 乡镇街道 + “书画协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 平阳县、龙港市
            乡镇街道 as town：文字，可无
        命名 社团名称 as association_name 对象 组织
            县级区划 + ［乡镇街道 若 乡镇街道 不为 无］+ “书画协会”
    """

    code = "C181"
    zh = "“{found}”可以为“无”，不能作为名称中必有的部分"
    en = "`{found}` may be `none`, so a name cannot always have it"
    hint_zh = "写成“［{found} 若 {found} 不为 无］”；有时也可以省略的，写成“［{found}］”"
    hint_en = "write `[{found} if {found} is not none]`, or `[{found}]` where it may be left out even so"
    found: str


class SlotTwice(Problem):
    """The same fact stands twice in a template.

    同一事实在名称中出现两次。

    Why: a name is taken apart into its facts, and one fact has one text.

    原因：拆分名称时，一项事实只对应一段文字。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
        命名 社团名称 as association_name 对象 组织
            县级区划 + “书画” + 县级区划 + “协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
        命名 社团名称 as association_name 对象 组织
            县级区划 + “书画协会”
    """

    code = "C182"
    zh = "“{found}”在名称中出现了两次"
    en = "`{found}` stands twice in the name"
    hint_zh = "留下一处；两处文字可以不同的，分别声明为两项事实"
    hint_en = "keep one of them; where the two may differ, declare two facts"
    found: str


class NothingRequired(Problem):
    """Every part of a name may be left out.

    名称的各部分都可以省略。

    Why: then a name without any text would be right.

    原因：这样一来，一个字也没有的名称也合格了。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
        命名 社团名称 as association_name 对象 组织
            ［县级区划］+ ［“协会”］
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
        命名 社团名称 as association_name 对象 组织
            ［县级区划］+ “协会”
    """

    code = "C183"
    zh = "名称的各部分都在方括号里，没有必有的部分"
    en = "every part of the name is in brackets, so none has to be there"
    hint_zh = "必有的部分不要放在方括号里"
    hint_en = "take the parts that every name needs out of the brackets"


class TemplateCount(Problem):
    """A 命名 without a line of parts, or with more than one.

    “命名”下面没有写名称由哪些部分组成，或者写了不止一行。

    Why: there has to be one form that a name is made in and judged by.

    原因：拟定和核对名称都要按一种格式进行。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
        命名 社团名称 as association_name 对象 组织
            县级区划 + “书画协会”
            县级区划 + “太极拳协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            县级区划 + 业务范围 + “协会”
    """

    code = "C184"
    zh = "“{found}”{problem_zh}"
    en = "`{found}` {problem_en}"
    hint_zh = "写一行用“+”连接的组成部分；不同情形另写“命名”，用“前提”写明各自适用的情形"
    hint_en = "write one line of parts joined by `+`; other cases are a `naming` of their own, with a `precondition`"
    found: str
    many: bool = False

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = (
            ("写了不止一行组成部分", "has more than one line of parts") if self.many else ("没有写组成部分", "has no line of parts")
        )
        return {"found": self.found, "problem_zh": zh, "problem_en": en}


class EmptySlot(Problem):
    """A part of a name that is written out and has no text.

    名称的组成部分写在引号里，却没有文字。

    Why: nothing would be looked for in the name.

    原因：空白的文字在名称里无从查找。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            业务范围 + “ ”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            业务范围 as business：选项 书画、太极拳
        命名 社团名称 as association_name 对象 组织
            业务范围 + “协会”
    """

    code = "C185"
    zh = "名称的组成部分没有文字"
    en = "a part of the name has no text"
    hint_zh = "写上文字，或者删去这一部分"
    hint_en = "write the text, or take the part out"


class GivenNameNotText(Problem):
    """What stands for the name to be judged is not a fact of the kind 文字.

    “=”后面写的不是文字类的事实。

    Why: the name to be judged is given by people, letter by letter.

    原因：要核对的名称由人填报，须逐字给出。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
            成立日期 as founded：日期
        命名 社团名称 as association_name 对象 组织 = 成立日期
            县级区划 + “书画协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            县级区划 as county：选项 鹿城区、瓯海区
            名称 as name：文字
        命名 社团名称 as association_name 对象 组织 = 名称
            县级区划 + “书画协会”
    """

    code = "C186"
    zh = "“{found}”是{told_zh}，不能作为要核对的名称"
    en = "`{found}` is {told_en} and cannot be the name to be judged"
    hint_zh = "写上一项“文字”类的事实；只拟定、不核对名称的，不写“= …”"
    hint_en = "name a fact of the kind `text`; where names are only made, leave out `= …`"
    found: str
    kind_zh: str
    kind_en: str
    derived: bool = False

    def _facts(self, lang: Lang) -> dict[str, object]:
        told = ("算出来的值", "worked out") if self.derived else (self.kind_zh, self.kind_en)
        return {"found": self.found, "told_zh": told[0], "told_en": told[1]}


class NameInItself(Problem):
    """The fact that has the whole name is one of its parts.

    名称本身又是名称的一部分。

    Why: no text but itself has itself for a part, so no name with another part could be right.

    原因：名称不能又是自己的一部分，否则再加别的部分就不可能合格。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            名称 as name：文字
        命名 社团名称 as association_name 对象 组织 = 名称
            名称 + “协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            名称 as name：文字
            业务范围 as business：文字
        命名 社团名称 as association_name 对象 组织 = 名称
            业务范围 + “协会”
    """

    code = "C187"
    zh = "“{found}”是要核对的名称，不能又是它的一部分"
    en = "`{found}` is the name to be judged and cannot be a part of it"
    hint_zh = "在这里写组成名称的事实"
    hint_en = "write the facts the name is made of here"
    found: str


class SlotsRunTogether(Problem):
    """Two parts of any text may stand side by side in a name.

    名称中两段任意文字可以相连。

    Why: where the one ends and the other begins cannot be seen from the name, so a name has several readings unless the facts are
    given.

    原因：从名称本身看不出两段文字在哪里分开；不填报事实，名称就有多种拆法。

    Example:
        政策 demo “示例”
        对象 组织 as organisation
            乡镇街道 as town：文字
            业务范围 as business：文字
        命名 社团名称 as association_name 对象 组织
            乡镇街道 + 业务范围 + “协会”
    Instead:
        政策 demo “示例”
        对象 组织 as organisation
            乡镇街道 as town：文字
            业务范围 as business：文字
        命名 社团名称 as association_name 对象 组织
            乡镇街道 + 业务范围 + “协会”      假定 “核对名称时须填报乡镇街道”
    """

    code = "L180"
    severity = "warning"
    zh = "“{before}”和“{found}”都可以是任意文字，在名称中相连，不填报就分不开"
    en = "`{before}` and `{found}` may be any text and stand side by side, so they cannot be told apart unless they are given"
    hint_zh = "能列举的写成“选项”；不能的，在这一行写“假定”，说明核对名称时要填报什么"
    hint_en = "make one of them one of several options, or `assume` on this line what is given when names are judged"
    found: str
    before: str
