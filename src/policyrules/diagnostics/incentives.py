"""Scores that fall where more is done (L240)."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class PerverseIncentive(Problem):
    """A fact that raises the total where it goes up, and in another place lowers it.

    同一项事实提高时，有时加分，有时减分。

    Why: whoever is scored may do better by having less of what the policy asks for; mostly an upper end was not meant, or a figure
    is wrong.

    原因：做得更多反而得分更低，被测评的单位会反着做；多半是上限不是文件的本意，或者数字抄错了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            活动次数 as events：整数 次，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 活动 as activity 5 分
                若 活动次数 在 4次 至 6次 之间，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            活动次数 as events：整数 次，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 活动 as activity 5 分
                若 活动次数 不少于 4次，得 5 分
    """

    code = "L240"
    severity = "warning"
    zh = "“{fact}”提高时“{card}”的总分有升有降：{rise_zh}，{fall_zh}"
    en = "the total of `{card}` rises and falls with `{fact}`: {rise_en}, {fall_en}"
    hint_zh = "核对上限和各行的分值；文件本来如此的，可以保留"
    hint_en = "check the upper ends and the points of each row; leave it where the document has it so"
    fact: str
    card: str
    rise: tuple[str, str, str, str]
    fall: tuple[str, str, str, str]
    """The fact before and after, and the total before and after."""

    def _facts(self, lang: Lang) -> dict[str, object]:
        made: dict[str, object] = {"fact": self.fact, "card": self.card}
        for name, (one, other, before, after) in (("rise", self.rise), ("fall", self.fall)):
            made[f"{name}_zh"] = f"由 {one} 到 {other} 时由 {before} 分到 {after} 分"
            made[f"{name}_en"] = f"from {one} to {other} it goes from {before} to {after}"
        return made
