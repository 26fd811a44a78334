"""Problems with single rows of tables (D16…): such a row is set aside, and the others are scored."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import Said, pick


class RowTorn(Problem):
    """A row with more or fewer cells than there are columns.

    单元格个数与列数不符的行。

    Why: with a comma too many or too few every value after it would be read under another heading.

    原因：多一个或少一个逗号，后面的值就都落到别的列下面了。

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
        云屿,1,200
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,1200
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D160"
    zh = "这一行有 {found} 个单元格，应有 {wanted} 个{over}"
    en = "this row has {found} cells, not {wanted}{over}"
    hint_zh = "单元格里有逗号的，整个单元格加英文双引号；数里不写千位逗号"
    hint_en = "put a cell with a comma into double quotation marks, and write numbers without thousands separators"
    found: int
    wanted: int
    lines: int = 1

    def _facts(self, lang: Lang) -> dict[str, Any]:
        over: Said = (
            f"，占了 {self.lines} 行文字，多半是少了一个引号",
            f"; it runs over {self.lines} lines, as if a quotation mark were missing",
        )
        return super()._facts(lang) | {"over": pick(over, lang) if self.lines > 1 else ""}


class KeyRepeated(Problem):
    """Two subjects with one key, where a table of records says by the key whose they are.

    两个对象的键相同，而明细要靠键来对应。

    Why: the records could belong to either.

    原因：分不清明细属于哪一个。

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
        云屿,300
        === trainings.csv
        name,date
        云屿,2022-03-01
        === command
        policyrules score . platforms.csv --children trainings=trainings.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv --children trainings=trainings.csv -o scores.csv
    """

    code = "D161"
    zh = "键“{key}”不止一行，分不清明细属于哪一行"
    en = "the key `{key}` stands in more than one row, so whose the records are is not clear"
    hint_zh = "每个对象一行，键各不相同；另有一列可作键的，用 --key 指明"
    hint_en = "give each subject one row and a key of its own; name another column with --key"
    key: str


class KeyEmpty(Problem):
    """A row without a key.

    没有键的行。

    Why: its records cannot be found, or nobody can tell whose record it is.

    原因：找不到它的明细，或者不知道这条明细属于谁。

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
        ,120
        === trainings.csv
        name,date
        === command
        policyrules score . platforms.csv --children trainings=trainings.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv --children trainings=trainings.csv -o scores.csv
    """

    code = "D162"
    zh = "“{column}”列是空的，没有键"
    en = "the column `{column}` is empty, so the row has no key"
    hint_zh = "填上键"
    hint_en = "fill in the key"
    column: str


class CellHoldsList(Problem):
    """A cell that holds a list or a table instead of one value.

    一个单元格里放了一组值。

    Why: records stand in a table of their own, a row each, with the key of the row they belong to.

    原因：明细要另放一张表，每条一行，并写上所属对象的键。

    Example:
        === rules.policy
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
        === platforms.jsonl
        {"name": "云屿", "area": [120, 130]}
        === command
        policyrules score . platforms.jsonl -o scores.csv
    Instead:
        === platforms.jsonl
        {"name": "云屿", "area": 120}
        === command
        policyrules score . platforms.jsonl -o scores.csv
    """

    code = "D164"
    zh = "“{column}”里是一组值，一个单元格只能放一个值"
    en = "`{column}` holds several values, and a cell of a table holds one"
    hint_zh = "明细另存一张表，每条一行，用 --children 读入"
    hint_en = "put records into a table of their own, a row each, and read it with --children"
    column: str


class UnknownWritten(Problem):
    """A cell that says in words that the fact is not known.

    单元格里写着不知道。

    Why: an unknown fact is an empty cell. Words in its place may also be a value, such as the name of an option, so they are not
    guessed at.

    原因：不知道的，单元格留空。写在格子里的字也可能就是要填的值（如某个选项），不凭猜测。

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
        云屿,不详
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D165"
    zh = "“{column}”填的是“{value}”"
    en = "`{column}` says `{value}`"
    hint_zh = "不知道的，单元格留空"
    hint_en = "leave the cell empty where the fact is not known"
    column: str
    value: str


class CellError(Problem):
    """A cell of a workbook whose formula failed.

    公式出错的单元格。

    Why: what it should have held is not known, and read as an empty cell it would pass for a fact that nobody has given.

    原因：本来的值已经看不到；当作空格读，就成了没有填。

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
        云屿,#DIV/0!
        === command
        policyrules score . platforms.csv -o scores.csv
    Instead:
        === platforms.csv
        name,area
        云屿,120
        === command
        policyrules score . platforms.csv -o scores.csv
    """

    code = "D166"
    zh = "“{column}”是 Excel 的错误值 {value}"
    en = "`{column}` is {value}, an error of Excel"
    hint_zh = "改好公式，或者改填数值；不知道的，单元格留空"
    hint_en = "mend the formula or type the value; leave the cell empty where the fact is not known"
    column: str
    value: str
