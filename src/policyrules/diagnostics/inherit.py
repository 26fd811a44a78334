"""Problems of packs that stand under others: 上位文件 and 修改."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class AlreadyInParent(Problem):
    """A name that a pack above declares already, declared again without `amend`.

    上位文件里已有的名称，没有写“修改”就又声明了一次。

    Why: a rule that silently takes the place of another leaves nobody able to say which of the two was meant to hold.

    原因：不声不响地换掉上位文件的规则，以后谁也说不清究竟以哪一条为准。

    Example:
        === province/rules.policy
        政策 province “省方案”
        参数 面积标准 as least_area = 300平方米    假定 “示例”
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        参数 面积标准 as least_area = 400平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 参数 面积标准 as least_area = 400平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    """

    code = "N145"
    zh = "“{found}”在上位文件“{pack}”里已经声明"
    en = "`{found}` is declared by `{pack}`, which this pack stands under"
    hint_zh = "要换掉它，在前面写“修改”，并写明依据或假定；另有所指的，换一个名称"
    hint_en = "to replace it begin the line with `amend` and give a cite or an assumption; for something else choose another name"
    found: str
    pack: str


class UnknownParent(Problem):
    """A pack named in `under` that is nowhere to be found.

    找不到“上位文件”写的规则包。

    Why: the rules of the pack above are taken from the folder of that name beside this one, or from what is installed; without them
    nothing that is built on them can be read.

    原因：上位文件按名称查找，先看旁边的同名文件夹，再看已安装的规则包；找不到它，以它为基础的规则都无从读起。

    Example:
        === city/rules.policy
        政策 city “市细则”
            上位文件 provinse
        === province/rules.policy
        政策 province “省方案”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        === command
        policyrules check ./city
    """

    code = "N146"
    zh = "找不到上位文件“{found}”的规则包"
    en = "the pack `{found}`, which this one stands under, is not found"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh = "把它的文件夹放在本规则包的文件夹旁边，或者安装它"
        mend_en = "put its folder beside that of this pack, or install it"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？否则{mend_zh}", f"did you mean `{self.nearest}`? Otherwise {mend_en}"
        return {"found": self.found, "mend_zh": mend_zh, "mend_en": mend_en}


class ParentCircle(Problem):
    """A pack that stands under itself, directly or through others.

    规则包直接或间接地以自己为上位文件。

    Why: what holds would depend on itself; of two packs one has to come first.

    原因：彼此互为上位，就没有哪一个能先定下来。

    Example:
        === province/rules.policy
        政策 province “省方案”
            上位文件 city
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        === command
        policyrules check ./city
    Instead:
        === province/rules.policy
        政策 province “省方案”
        === command
        policyrules check ./city
    """

    code = "N147"
    zh = "上位文件绕成了一圈：{chain}"
    en = "packs stand under one another in a circle: {chain}"
    hint_zh = "删去其中一处“上位文件”"
    hint_en = "take one `under` away"
    chain: str


class MisnamedParent(Problem):
    """A pack whose header gives another name than its folder, by which it was found.

    找到的上位规则包，“政策”一行写的是另一个名称。

    Why: results name the pack each rule comes from; under two names nobody could find it again.

    原因：结果要注明每条规则出自哪个规则包；一个包有两个名称，就对不上了。

    Example:
        === province/rules.policy
        政策 other_province “省方案”
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        === command
        policyrules check ./city
    Instead:
        === province/rules.policy
        政策 province “省方案”
        === command
        policyrules check ./city
    """

    code = "N148"
    zh = "名为“{pack}”的规则包，“政策”后面写的是“{found}”"
    en = "the pack found as `{pack}` calls itself `{found}`"
    hint_zh = "把文件夹的名称和“政策”后面的名称改成一样"
    hint_en = "give the folder and the header one name"
    found: str
    pack: str


class NothingToAmend(Problem):
    """An `amend` of something that no pack above declares.

    “修改”的内容，上位文件里没有。

    Why: an amendment that hits nothing is mostly a misspelt name, and the rule it was meant for would go on holding.

    原因：改不到东西的“修改”，多半是写错了名称，原来的规则还在起作用。

    Example:
        === province/rules.policy
        政策 province “省方案”
        参数 面积标准 as least_area = 300平方米    假定 “示例”
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 参数 面积标淮 = 400平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 参数 面积标准 = 400平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    """

    code = "N149"
    knock_on = True
    zh = "上位文件里没有可以修改的“{found}”"
    en = "no pack above declares `{found}`, so there is nothing to amend"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""
    orphan: bool = False
    """Whether the pack stands under no other at all."""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh, mend_en = "新的内容不写“修改”", "leave `amend` out for something new"
        if self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        elif self.orphan:
            mend_zh, mend_en = (
                "“修改”要有“上位文件”：在“政策”下面写明",
                "`amend` needs a pack to stand under: name it with `under` in the header",
            )
        return {"found": self.found, "mend_zh": mend_zh, "mend_en": mend_en}


class AmendedSilently(Problem):
    """An `amend` without a cite or an assumption.

    “修改”没有写明依据或假定。

    Why: whoever reads the result later has to see why the rule above was not followed.

    原因：以后看结果的人要能看出，为什么没有照上位文件办。

    Example:
        === province/rules.policy
        政策 province “省方案”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        设 宽敞 = 面积 不少于 300平方米
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 设 宽敞 = 面积 不少于 400平方米
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 设 宽敞 = 面积 不少于 400平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    """

    code = "N150"
    zh = "修改“{found}”没有写依据或假定"
    en = "the amendment of `{found}` gives neither a cite nor an assumption"
    hint_zh = "在行末或下一级写明：依据 “…” 或 假定 “…”"
    hint_en = "give one at the end of the line or below it: cite “…” or assume “…”"
    found: str


class AmendedAsAnother(Problem):
    """An `amend` that makes something of another kind of what a pack above declares.

    “修改”换了内容的种类。

    Why: what reads a name relies on what it stands for; a parameter cannot become a derived value, nor an item a criterion.

    原因：用到这个名称的规则，认定它是原来那一种；参数不能改成“设”，项目不能改成要点。

    Example:
        === province/rules.policy
        政策 province “省方案”
        参数 面积标准 as least_area = 300平方米    假定 “示例”
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        修改 设 面积标准 = 面积    假定 “随面积变”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        修改 参数 面积标准 = 400平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    """

    code = "N151"
    zh = "“{found}”在上位文件里是{was_zh}，不是{now_zh}"
    en = "`{found}` is {was_en} in the pack above, not {now_en}"
    hint_zh = "按原来的种类修改"
    hint_en = "amend it as what it is"
    found: str
    was_zh: str
    was_en: str
    now_zh: str
    now_en: str


class FixedByParent(Problem):
    """An alias, a type or a unit of a pack above that is changed.

    改动了上位文件定下的代号、类型或单位。

    Why: facts and results keep their keys and kinds through every pack, so that one sheet of facts serves all of them; bounds alone
    may become tighter.

    原因：事实和结果在各级规则包里要用同样的代号和类型，一张事实表才能通用；能改的只有范围，而且只能收紧。

    Example:
        === province/rules.policy
        政策 province “省方案”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 对象 平台
            面积：数 亩，不小于 0    假定 “本市按亩计”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 对象 平台
            面积：数 平方米，不小于 10平方米    假定 “本市要求”
        === command
        policyrules check ./city
    """

    code = "N152"
    zh = "“{found}”的{what_zh}由上位文件定下，不能改"
    en = "`{found}` has its {what_en} from the pack above, and that cannot be changed here"
    hint_zh = "照上位文件写；另有所指的，用新的名称声明"
    hint_en = "write it as the pack above has it; declare something else under a name of its own"
    found: str
    what_zh: str
    what_en: str


class LoosenedBound(Problem):
    """A bound of a field that is wider than in the pack above.

    字段的范围放得比上位文件宽。

    Why: the rules above rely on the bounds they were written with; a pack below may tighten them and no more.

    原因：上位文件的规则是按原来的范围写的；下级规则包只能收紧，不能放宽。

    Example:
        === province/rules.policy
        政策 province “省方案”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 100平方米
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 对象 平台
            面积：数 平方米，不小于 50平方米    假定 “本市面积小”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 对象 平台
            面积：数 平方米，不小于 200平方米    假定 “本市面积大”
        === command
        policyrules check ./city
    """

    code = "N153"
    zh = "“{found}”的范围比上位文件宽"
    en = "the bounds of `{found}` are wider than in the pack above"
    hint_zh = "范围只能收紧"
    hint_en = "bounds may only become tighter"
    found: str


class SeveralToAmend(Problem):
    """An `amend` of an item or criterion whose name stands in several places above.

    “修改”的项目或要点，上位文件里有几个同名的。

    Why: which of them is replaced must not be left to the order they stand in.

    原因：改的是哪一个，不能由先后次序来定。

    Example:
        === province/rules.policy
        政策 province “省方案”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 4 分
            项目 场地 as premises 2 分
                要点 基本 as basic 2 分
                    若 面积 不少于 300平方米，得 2 分
            项目 队伍 as team 2 分
                要点 基本 as basic 2 分
                    若 人数 不少于 3人，得 2 分
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 要点 基本 2 分    假定 “本市标准更高”
            若 人数 不少于 5人，得 2 分
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 要点 队伍的基本 2 分    假定 “本市标准更高”
            若 人数 不少于 5人，得 2 分
        === command
        policyrules check ./city
    """

    code = "N154"
    zh = "上位文件里有几个“{found}”：{places}"
    en = "`{found}` stands in several places above: {places}"
    hint_zh = "写明是哪一个，如“{first}”"
    hint_en = "say which, such as `{first}`"
    found: str
    places: str
    first: str


class AmendedTwice(Problem):
    """A second `amend` of one thing in the same pack.

    同一个规则包把同一内容修改了两次。

    Why: only one of the two could hold, and nothing says which.

    原因：两处只能有一处起作用，看不出以哪一处为准。

    Example:
        === province/rules.policy
        政策 province “省方案”
        参数 面积标准 as least_area = 300平方米    假定 “示例”
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 参数 面积标准 = 400平方米    假定 “本市标准更高”
        修改 参数 面积标准 = 500平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    Instead:
        === city/rules.policy
        政策 city “市细则”
            上位文件 province
        修改 参数 面积标准 = 500平方米    假定 “本市标准更高”
        === command
        policyrules check ./city
    """

    code = "N155"
    zh = "“{found}”在本规则包里已经修改过"
    en = "`{found}` has been amended in this pack already"
    hint_zh = "只留一处"
    hint_en = "keep one of them"
    found: str
