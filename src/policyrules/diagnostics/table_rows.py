"""Problems with whole tables of facts: what a row lacks, and records that belong to none."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang
from policyrules.diagnostics.fact_base import AboutFact, Nearest


class FactNotGiven(AboutFact):
    """A row lacks a fact, and a single figure was asked for instead of bounds.

    这一行缺少一项事实，而要求只给出一个得分，不给出上下限。

    Why: with a fact missing the points lie between two bounds, and one figure would have to be a guess.

    原因：缺少事实时得分只能确定上下限，给出一个数就是猜测。

    Example:
        === table.json
        {"bounds": false, "table": [{"area": 120, "staff": 3, "founded": "2020-01-01", "rating": "2A", "sound": true,
                                     "title": "阳光平台", "satisfaction": null, "activities": []}]}
    Instead:
        === table.json
        {"bounds": false, "table": [{"area": 120, "staff": 3, "founded": "2020-01-01", "rating": "2A", "sound": true,
                                     "title": "阳光平台", "satisfaction": 1.5, "activities": []}]}
    """

    code = "F170"
    zh = "这一行没有填“{where}”"
    en = "this row has no `{where}`"
    hint_zh = "补上这一项，或者改为给出上下限"
    hint_en = "fill it in, or ask for bounds"


class RecordOfNobody(Nearest):
    """A record of a list belongs to no row of the table.

    明细中的一条记录不属于表中的任何一行。

    Why: it would be left out of every count without a word.

    原因：这条记录不会计入任何一行，而无从察觉。

    Example:
        === table.json
        {"table": [{"id": "a"}], "children": {"activities": [{"id": "b", "date": "2021-05-01"}]}}
    Instead:
        === table.json
        {"table": [{"id": "a"}], "children": {"activities": [{"id": "a", "date": "2021-05-01"}]}}
    """

    code = "F177"
    zh = "“{where}”的一条记录属于“{key}”，表中没有这一行"
    en = "a record of `{where}` belongs to `{key}`, which no row of the table is"
    hint_zh = "核对这条记录的“{column}”"
    hint_en = "check its `{column}`"
    key: str
    column: str


class RecordsNotTied(Nearest):
    """Nothing says which rows the records of a list belong to.

    没有写明明细的各条记录属于哪一行。

    Why: records are joined to rows by a column that both tables have.

    原因：记录要靠两张表共有的一列归到各行。

    Example:
        === table.json
        {"table": [{"id": "a"}], "children": {"activities": [{"date": "2021-05-01"}]}}
    Instead:
        === table.json
        {"table": [{"id": "a"}], "children": {"activities": [{"id": "a", "date": "2021-05-01"}]}}
    """

    code = "F178"
    zh = "{zh_said}"
    en = "{en_said}"
    hint_zh = "在两张表中用同名的一列写明记录属于哪一行"
    hint_en = "give both tables a column of one name that says which row a record belongs to"
    column: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        lacking = f"“{self.where}”没有“{self.column}”这一列", f"`{self.where}` has no column `{self.column}`"
        none = f"“{self.where}”没有可以归到各行的一列", f"`{self.where}` has no column that ties it to rows"
        zh_said, en_said = lacking if self.column else none
        return super()._facts(lang) | {"zh_said": zh_said, "en_said": en_said}
