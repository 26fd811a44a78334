"""Problems of packs on disk: found, read, started and copied."""

from __future__ import annotations

import errno
from typing import Any, ClassVar

from policyrules.diagnostics.base import Lang, Problem


class UnknownPack(Problem):
    """A pack that is neither installed nor a folder or file.

    找不到的规则包。

    Why: packs are found by the name they are installed under, or by the path of a folder or of one .policy file.

    原因：规则包按安装时的名称查找，或者按文件夹、单个 .policy 文件的路径查找。

    Example:
        === command
        policyrules check wenzhou_2012
    Instead:
        === command
        policyrules check wenzhou_2021
    """

    code = "D101"
    zh = "没有名为“{found}”的规则包，也没有这个路径"
    en = "`{found}` is neither an installed pack nor a path"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    found: str
    nearest: str = ""
    misplaced: str = ""
    """The name of an installed pack that was written as a path."""
    known: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh, mend_en = (
            f"已安装的有：{self.known}；自己的规则包写文件夹路径，如 ./我的规则",
            f"installed: {self.known}; for one of your own give the path of its folder, such as ./mine",
        )
        if self.misplaced:
            mend_zh = f"“{self.misplaced}”是已安装的规则包：直接写名称，不写成路径"
            mend_en = f"`{self.misplaced}` is an installed pack: give the bare name, as text and not as a path"
        elif self.nearest:
            mend_zh, mend_en = f"是否为“{self.nearest}”？", f"did you mean `{self.nearest}`?"
        return {"found": self.found, "mend_zh": mend_zh, "mend_en": mend_en}


class NoPolicies(Problem):
    """A folder without a .policy file.

    文件夹里没有 .policy 文件。

    Why: a pack is a folder with at least one file of rules.

    原因：规则包是至少有一个规则文件的文件夹。

    Example:
        === notes.txt
        这里没有规则
    Instead:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "D102"
    zh = "“{where}”里没有 .policy 文件"
    en = "there is no .policy file in `{where}`"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    near: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        mend_zh, mend_en = "检查路径；新建规则包用 policyrules new", "check the path; `policyrules new` starts a pack"
        if self.near:
            name = self.near[: -len(".txt")]
            mend_zh = f"把“{self.near}”改名为“{name}”；看不到 .txt 的，先让文件夹显示文件扩展名"
            mend_en = f"rename `{self.near}` to `{name}`; show the endings of file names if the .txt is hidden"
        return {"where": self.where, "mend_zh": mend_zh, "mend_en": mend_en}


class NotUtf8(Problem):
    """A file that is not UTF-8 text.

    文件不是 UTF-8 编码。

    Why: one encoding for every file keeps each character what its author wrote; Windows editors may save as GBK.

    原因：统一用一种编码，每个字才不会变样；Windows 上的编辑器可能存成 GBK。

    Example:
        === rules.policy (gbk)
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    Instead:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "D103"
    about_file = True
    zh = "“{where}”不是 UTF-8 编码{guess_zh}"
    en = "`{where}` is not UTF-8{guess_en}"
    hint_zh = "用记事本打开，“另存为”时编码选 UTF-8；Word 文档请先另存为“纯文本”"
    hint_en = "open it in an editor and save it as UTF-8; save a Word document as plain text first"
    gbk: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        guess_zh, guess_en = ("，看来是 GBK 编码", " but seems to be GBK") if self.gbk else ("", "")
        return {"where": self.where, "guess_zh": guess_zh, "guess_en": guess_en}


class SourceFileMissing(Problem):
    """The 原文 that the header names is not in the pack.

    “原文”指明的文件不在规则包里。

    Why: quotes are proved against the text; without it nothing proves that the rules say what the document says.

    原因：依据要逐字与原文核对；没有原文，就无法证明规则与文件一致。

    Example:
        政策 demo “示例”
            原文 “source.md”
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

    code = "D104"
    zh = "规则包里没有原文“{found}”"
    en = "the pack has no source text `{found}`"
    hint_zh = "把文件原文放进规则包，或者改正文件名"
    hint_en = "put the text into the pack, or mend its name"
    found: str


class SourceIsRules(Problem):
    """A 原文 that is a file of rules.

    “原文”指向规则文件。

    Why: the quotes of a rule file stand in it anyway, so they would prove themselves.

    原因：规则文件里本来就写着这些引文，用它当原文等于自己证明自己。

    Example:
        政策 demo “示例”
            原文 “rules.policy”
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

    code = "D109"
    zh = "“{found}”是规则文件，不能作为原文"
    en = "`{found}` is a file of rules and cannot be a source text"
    hint_zh = "把文件原文存成 source.md 一类的文件，放进规则包"
    hint_en = "put the text of the document into a file of its own, such as source.md"
    found: str


class BrokenOffer(Problem):
    """A pack that another package offers and that cannot be opened.

    其他软件包提供的规则包打不开。

    Why: a package offers packs by naming a module; when that cannot be imported only this pack is lost, and no other.

    原因：软件包用模块名提供规则包；模块载入失败只影响这一个规则包，不影响别的。

    Example:
        === broken_pack-1.0.dist-info/METADATA
        Metadata-Version: 2.1
        Name: broken-pack
        === broken_pack-1.0.dist-info/entry_points.txt
        [policyrules.packs]
        broken_pack = broken.nomodule
        === command
        policyrules check broken_pack
    Instead:
        === command
        policyrules check wenzhou_2021
    """

    code = "D110"
    zh = "软件包“{package}”提供的规则包“{found}”打不开：{why}"
    en = "the pack `{found}` offered by `{package}` cannot be opened: {why}"
    hint_zh = "重新安装或更新该软件包，或者改用规则包的路径"
    hint_en = "reinstall or update that package, or give the path of a pack"
    found: str
    package: str
    why: str


class SourceOutside(Problem):
    """A 原文 outside the folder of the pack.

    “原文”指向规则包以外的文件。

    Why: a pack must hold all it stands on, and must not read other files of the machine it is opened on.

    原因：规则包必须自带所依据的文件，也不得读取所在电脑上的其他文件。

    Example:
        政策 demo “示例”
            原文 “../secret.md”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    Instead:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "D105"
    zh = "原文“{found}”不在规则包文件夹内"
    en = "the source text `{found}` is outside the pack"
    hint_zh = "只写规则包内的文件名，如 source.md"
    hint_en = "name a file inside the pack, such as source.md"
    found: str


class FileTooLarge(Problem):
    """A file larger than is read.

    文件过大。

    Why: a limit keeps every answer within a second.

    原因：设有上限，才能及时答复。

    Example:
        === rules.policy
        政策 demo “示例” (repeat 1000000)
    Instead:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
    """

    code = "D106"
    about_file = True
    zh = "“{where}”超过 {most} 字节"
    en = "`{where}` has more than {most} bytes"
    hint_zh = "拆成几个文件，或者删去与规则无关的内容"
    hint_en = "split it, or take out what is not needed"
    most: int


class Unreadable(Problem):
    """A file or folder the system will not let us read or write.

    系统不允许读写的文件或文件夹。

    Why: the reason is the system's own.

    原因：原因由操作系统给出。

    Example:
        === notes.txt
        这是文件，不是文件夹
        === command
        policyrules copy wenzhou_2021 notes.txt/mine
    Instead:
        === command
        policyrules copy wenzhou_2021 mine
    """

    code = "D107"
    about_file = True
    zh = "“{where}”无法读写：{why}"
    en = "`{where}` cannot be read or written: {why}"
    hint_zh = "检查路径和权限"
    hint_en = "check the path and its permissions"
    why: str
    number: int = 0
    _ZH: ClassVar[dict[int, str]] = {
        errno.ENOENT: "找不到",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EISDIR: "这是文件夹，不是文件",
        errno.ENAMETOOLONG: "名称过长",
        errno.ENOSPC: "磁盘已满",
        errno.EROFS: "磁盘只读",
        errno.ELOOP: "链接绕成了圈",
    }

    @classmethod
    def of(cls, where: str, error: OSError | ValueError) -> Unreadable:
        """The problem an exception of the system tells of."""
        number = error.errno or 0 if isinstance(error, OSError) else 0
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return cls(where=where, why=why, number=number)

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | ({"why": self._ZH.get(self.number, self.why)} if lang == "zh" else {})


class AlreadyThere(Problem):
    """A folder to write into that is not empty.

    要写入的文件夹已有内容。

    Why: nothing that stands there is overwritten.

    原因：已有的内容绝不覆盖。

    Example:
        === notes.txt
        这里已有别的内容
        === command
        policyrules new .
    Instead:
        === command
        policyrules new mine
    """

    code = "D108"
    zh = "“{where}”已经存在并且不是空的"
    en = "`{where}` exists and is not empty"
    hint_zh = "换一个文件夹名"
    hint_en = "choose another folder"
