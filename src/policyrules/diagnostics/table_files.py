"""Problems with tables as files: opening them, their columns and keys, and where results go (D15…)."""

from __future__ import annotations

from typing import Any, Literal

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import Nearest, Said, pick


class TableUnreadable(Problem):
    """A table that is not there, or that cannot be opened.

    表格不存在或打不开。

    Why: nothing can be read from it. A file may be there and yet be closed to who runs the command.

    原因：无法读取。文件虽在，运行命令的人也可能没有权限。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.csv (missing)
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D150"
    about_file = True
    zh = "{what}"
    en = "{what}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    why: Literal["missing", "denied", "folder", "other"]

    def _facts(self, lang: Lang) -> dict[str, Any]:
        what: dict[str, Said] = {
            "missing": (f"没有文件“{self.where}”", f"there is no file `{self.where}`"),
            "denied": (f"没有权限读取“{self.where}”", f"`{self.where}` may not be read, for want of permission"),
            "folder": (f"“{self.where}”是文件夹，不是表格", f"`{self.where}` is a folder and no table"),
            "other": (f"表格“{self.where}”打不开", f"the table `{self.where}` cannot be opened"),
        }
        mend: Said = ("核对路径和文件名", "check the path and the name of the file")
        if self.why == "denied":
            mend = (
                "请文件的主人给读取权限；在 Excel 中打开着的，先关闭",
                "ask its owner for permission to read it; close it in Excel",
            )
        return super()._facts(lang) | {"what": pick(what[self.why], lang), "mend": pick(mend, lang)}


class UnknownTableFormat(Problem):
    """The name of a table does not end in .csv, .parquet, .jsonl or .xlsx.

    表格的文件名不以 .csv、.parquet、.jsonl 或 .xlsx 结尾。

    Why: the ending says how a table is read or written; it is not guessed from what is inside.

    原因：按扩展名决定读法和写法，不凭内容猜测。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.txt
        name,area
        云屿,120
        === command
        policyrules score . platforms.txt -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D151"
    about_file = True
    zh = "{verb_zh}“{where}”：表格只能是 {known} 文件"
    en = "cannot {verb_en} `{where}`: a table is a file that ends in {known}"
    hint_zh = "在 Excel 中“另存为”这几种之一；WPS 表格存成 .xlsx"
    hint_en = "save it as one of these, or rename it to the ending of what it is"
    known: str
    output: bool = False

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {
            "verb_zh": "不能写成" if self.output else "不能读取",
            "verb_en": "write" if self.output else "read",
        }


class TableBroken(Problem):
    """A table that is not what its ending says, or that is damaged or locked.

    表格的内容与扩展名不符，或者已损坏、加密。

    Why: a table that can be read in part only would give results for some rows, and nobody could tell which are missing.

    原因：只读出一部分的表格只能算出一部分结果，而且看不出缺了哪些。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.xlsx
        name,area
        云屿,120
        === command
        policyrules score . platforms.xlsx -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D152"
    about_file = True
    zh = "“{where}”{what}"
    en = "`{where}` {what}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    kind: Literal["excel", "locked", "parquet", "csv", "encoding", "utf16", "json", "sheet"]
    where_in: str = ""
    """The row, or the sheet that is not there."""
    known: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        what, mend = (pick(said, lang) for said in _BROKEN[self.kind])
        facts = super()._facts(lang)
        return facts | {"what": what.format_map(facts), "mend": mend.format_map(facts)}


_BROKEN: dict[str, tuple[Said, Said]] = {
    "excel": (
        ("不是 Excel 工作簿，或者已损坏", "is no Excel workbook, or is damaged"),
        (
            "用 Excel 打开，另存为“Excel 工作簿 (.xlsx)”；本来是 CSV 的，扩展名改为 .csv",
            "open it in Excel and save it as .xlsx; name a CSV .csv",
        ),
    ),
    "locked": (
        ("加了密码，读不了", "is locked with a password"),
        (
            "在 Excel 中取消打开密码（文件、信息、保护工作簿），再存一份",
            "take the password off in Excel (File, Info, Protect Workbook) and save it",
        ),
    ),
    "parquet": (
        ("不是 Parquet 文件，或者已损坏", "is no Parquet file, or is damaged"),
        ("重新导出一份；导出中断的文件没有结尾，读不了", "export it again; one whose export was cut off has no end"),
    ),
    "csv": (
        (
            "从第 {where_in} 行起读不下去，多半是少了一个引号",
            "cannot be read from row {where_in} on; most likely a quotation mark is missing",
        ),
        ("核对那一行前后的引号；单元格里的引号写成两个", "check the quotation marks around it; one inside a cell is written twice"),
    ),
    "encoding": (
        ("既不是 UTF-8 编码，也不是 GB18030 编码", "is neither UTF-8 nor GB18030"),
        ("用 Excel 打开，另存为“CSV UTF-8”", "open it in Excel and save it as CSV UTF-8"),
    ),
    "utf16": (
        ("是 UTF-16 编码（Excel 的“Unicode 文本”）", "is UTF-16 (Unicode Text in Excel)"),
        ("用 Excel 打开，另存为“CSV UTF-8”", "open it in Excel and save it as CSV UTF-8"),
    ),
    "json": (
        ("第 {where_in} 行不是一个 JSON 对象", "has no JSON object on line {where_in}"),
        (
            'JSON Lines 每行一个对象，如 {{"name": "云屿", "area": 120}}',
            'JSON Lines holds an object a line, such as {{"area": 120}}',
        ),
    ),
    "sheet": (
        ("中没有工作表“{where_in}”", "has no sheet `{where_in}`"),
        ("工作表有：{known}", "its sheets are {known}"),
    ),
}


class TableEmpty(Problem):
    """A table without rows, or without columns.

    没有数据行或没有列的表格。

    Why: there is nothing to score, and an empty result would look as if all had been.

    原因：没有可以计分的内容；交出空的结果，会让人以为都算过了。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.csv
        name,area
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D153"
    about_file = True
    zh = "“{where}”中没有数据"
    en = "`{where}` holds no rows"
    hint_zh = "第一行写列名，从第二行起每行一个对象；Excel 的数据不在第一张工作表的，写成“文件#工作表”"
    hint_en = "the first row has the names of the columns, each row below it one subject; for another sheet write FILE#SHEET"


class ColumnUnclear(Problem):
    """Two columns of one name, two for one fact, or a column without a name.

    两列同名，两列是同一项事实，或者有一列没有列名。

    Why: which of two values is meant would be a guess, and so would be what a value without a name is about.

    原因：两个值用哪一个、没有列名的值说的是什么，都只能猜。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.csv
        name,area,面积
        云屿,120,130
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D154"
    about_file = True
    zh = "“{where}”{what}"
    en = "`{where}` {what}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    column: str
    other: str = ""
    """Another name of the same fact; empty where the column itself stands twice."""
    nth: int = 0
    """Of a column without a name, which it is, from 1."""
    result: bool = False
    """Whether the other is a column of the results."""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        what: Said = (f"有两列都叫“{self.column}”", f"has two columns named `{self.column}`")
        mend: Said = ("删去一列，或者改名", "delete one, or give it another name")
        if self.nth:
            what = (f"第 {self.nth} 列没有列名", f"has no name for column {self.nth}")
            mend = (
                "写上列名，空列整列删去；第一行是标题的，删去标题行",
                "name it, or delete it if it is empty; names stand in the first row",
            )
        elif self.result:
            what = (f"的“{self.column}”列与结果中的一列同名", f"has a column `{self.column}`, as the results have")
        elif self.other:
            what = (
                f"的“{self.column}”列和“{self.other}”列是同一项事实",
                f"has two columns for one fact, `{self.column}` and `{self.other}`",
            )
        return super()._facts(lang) | {"what": pick(what, lang), "mend": pick(mend, lang)}


class NoFactColumns(Problem):
    """A table none of whose columns is a fact.

    没有一列是事实的表格。

    Why: every row would come out as unknown. Either it is another table, or its first row does not hold the names.

    原因：每一行都只会得到“未知”。要么选错了表格，要么第一行不是列名。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.csv
        二〇二二年平台情况,备注
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D155"
    about_file = True
    zh = "“{where}”没有一列是{of}的事实；它的列有：{columns}"
    en = "no column of `{where}` is a fact of {of}; its columns are {columns}"
    hint_zh = "列名写事实的名称或代号，如 {known}；列名要在第一行"
    hint_en = "columns are named like facts or their aliases, such as {known}; the names stand in the first row"
    subject: Said
    found: tuple[str, ...]
    facts: tuple[Said, ...]

    def _facts(self, lang: Lang) -> dict[str, Any]:
        mark = "、" if lang == "zh" else ", "
        return super()._facts(lang) | {
            "of": f"“{self.subject[0]}”" if lang == "zh" else f"`{self.subject[1]}`",
            "columns": mark.join(self.found[:8]) + (" …" if len(self.found) > 8 else ""),
            "known": mark.join(pick(f, lang) for f in self.facts[:5]),
        }


class NoSuchColumn(Nearest):
    """A column of keys that a table does not have.

    表格里没有的键列。

    Why: the key says which rows of a list belong to which subject; without it they belong to nobody.

    原因：明细的每一行靠键列说明属于哪个对象；没有键列，就不知道属于谁。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv --key nam -o scores.csv
    Instead:
        === command
        policyrules score . platforms.csv --key name -o scores.csv
    """

    code = "D156"
    about_file = True
    zh = "“{where}”中没有键列“{column}”"
    en = "`{where}` has no column `{column}` for the key"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    column: str


class OutputUnusable(Problem):
    """A place where results cannot be written.

    结果写不到的地方。

    Why: it is asked before anything is scored, because an hour of work would be lost otherwise. A table that is read is never
    written over.

    原因：开始计分之前就要问清楚，否则白算一场。正在读取的表格绝不覆盖。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o platforms.csv
    Instead:
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D157"
    about_file = True
    zh = "结果不能写到“{where}”：{what}"
    en = "results cannot be written to `{where}`: {what}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    why: Literal["input", "folder", "no_folder", "denied", "other"]
    says: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        what: dict[str, Said] = {
            "input": ("它就是要读取的表格", "it is a table that is read"),
            "folder": ("它是文件夹", "it is a folder"),
            "no_folder": ("它所在的文件夹不存在", "the folder it stands in does not exist"),
            "denied": ("没有写入权限", "there is no permission to write there"),
            "other": (self.says or "系统不允许", self.says or "the system does not allow it"),
        }
        mend: Said = ("换一个文件名", "give another name")
        if self.why in ("no_folder", "denied"):
            mend = ("先建好文件夹，或者换一个能写的地方", "make the folder first, or write somewhere else")
        return super()._facts(lang) | {"what": pick(what[self.why], lang), "mend": pick(mend, lang)}


class UnknownList(Nearest):
    """A table of records for a list that the subject does not have.

    对象没有的明细。

    Why: what is read for a list nobody asks about changes nothing, and the list that was meant would stay unknown.

    原因：读进来没有规则用到，真正要填的明细却还是未知。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
            培训 as trainings：明细
                日期 as date：日期
        评分 测评 as score 对象 平台 满分 5 分
            考核期 测评日所在年
            项目 场地 as premises 3 分
                若 面积 不少于 300平方米，得 3 分
            项目 服务 as services 2 分
                若 每年 培训 至少 2次，得 2 分
        === platforms.csv
        name,area
        云屿,120
        === trainings.csv
        name,date
        云屿,2022-03-01
        === command
        policyrules score . platforms.csv --children training=trainings.csv -o scores.csv
    Instead:
        === command
        policyrules score . platforms.csv --children trainings=trainings.csv -o scores.csv
    """

    code = "D159"
    zh = "{of_zh}没有明细“{found}”"
    en = "{of_en} has no list `{found}`"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    found: str
    subject: Said

    def _facts(self, lang: Lang) -> dict[str, Any]:
        return super()._facts(lang) | {"of_zh": f"“{self.subject[0]}”", "of_en": f"`{self.subject[1]}`"}
