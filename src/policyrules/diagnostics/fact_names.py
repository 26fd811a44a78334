"""Problems of facts (F18…) that are names or parts of them (命名)."""

from __future__ import annotations

from policyrules.diagnostics.base import Problem


class NameTooLong(Problem):
    """A name, or a part of one, is longer than any name.

    名称或其组成部分过长。

    Why: a name is compared with its parts character by character, and something else has been put in its place.

    原因：名称要与各组成部分逐字比对；这么长的文字，应是误填了别的内容。

    Example:
        === facts.toml
        title = \"\"\"阳光平台
        服务老年居民，组织文体活动 (repeat 100)
        \"\"\"
    Instead:
        === facts.toml
        title = "阳光平台"
    """

    code = "F180"
    zh = "“{where}”有 {length} 个字，名称及其组成部分最多 {limit} 个"
    en = "`{where}` has {length} characters; a name or a part of one has {limit} at most"
    hint_zh = "只填名称本身"
    hint_en = "give the name alone"
    length: int
    limit: int


class NameEmpty(Problem):
    """A name, or a part of one, has no text.

    名称或其组成部分没有文字。

    Why: a part without text can be told from no part at all only by saying which is meant.

    原因：空白既可能是没有这一部分，也可能是还没有填，须写明是哪一种。

    Example:
        === facts.toml
        title = ""
    Instead:
        === facts.toml
        title = "阳光平台"
    """

    code = "F181"
    zh = "“{where}”没有文字"
    en = "`{where}` has no text"
    hint_zh = "没有的，填“无”（可无的事实）；不知道的不填"
    hint_en = "where there is none write `none`, if the fact may be that; leave out what is not known"
