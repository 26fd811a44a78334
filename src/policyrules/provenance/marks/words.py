"""The words that marks are read by, as data: what each means, and the words they stand inside without meaning it."""

from __future__ import annotations

from typing import Literal

from policyrules.language.units import UNITS
from policyrules.language.vocabulary import COMPARATORS, MODALITIES


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ONLY_BEFORE_A_NUMBER = {"为", "不足", "不满"}

BEFORE: dict[str, str] = {
    **{c.zh: c.op for c in COMPARATORS if not c.postfix and c.op != "ne" and c.zh not in _ONLY_BEFORE_A_NUMBER},
    **dict.fromkeys(
        _split("不得少于 不得低于 不应少于 不应低于 不能少于 不能低于 不得小于 最少 大于等于 大于或等于 高于等于"), "ge"
    ),
    **dict.fromkeys(_split("超出 优于 好于 强于 长于"), "gt"),
    **dict.fromkeys(_split("不得超过 不得多于 不得高于 不得大于 不应超过 不应高于 不能超过 不能高于 不超出 不得超出 最多"), "le"),
    **dict.fromkeys(_split("小于等于 小于或等于 低于等于"), "le"),
    **dict.fromkeys(_split("达不到 短于 劣于 差于"), "lt"),
}
"""Comparison words that stand before what they compare with, a figure or not (优于全省平均)."""

BEFORE_A_NUMBER: dict[str, str] = {
    **dict.fromkeys(_split("达 满 年满 届满 最低 ≥"), "ge"),
    **dict.fromkeys(_split("超 逾 > ＞"), "gt"),
    **dict.fromkeys(_split("最高 ≤"), "le"),
    **dict.fromkeys(_split("不足 不满 未满 不到 未达 <"), "lt"),
    **dict.fromkeys(_split("为 ="), "eq"),
}
"""Comparison words only where a figure follows."""

NOT_EQUAL = ("分", "作", "成", "列", "认", "称", "视", "改", "定", "以", "划")
"""Before 为, what makes it no comparison: 分为3类."""

REACHING = frozenset(w for w in (*BEFORE, *BEFORE_A_NUMBER) if w[0] in "至最不")
"""Words that may stand away from their figure by a verb: 至少开展1次."""

AFTER: dict[str, str] = {"以上": "ge", "以下": "le", "以内": "le", "之内": "le", "内": "le", "以前": "le", "之前": "le", "前": "le"}
RANKS = _split("级 县 市 省 区 乡 镇 街道 村 大专 专科 本科 高中 中专 学历 硕士 博士 职称 副高 中级 高级 合格 良好 优秀 等次 等级")
"""What 以上 and 以下 may follow without a figure."""
SPANS = frozenset(_split("年 个月 月 天 日 小时 周 工作日 自然日 季度 分钟 周年 学期 年度"))

DUTIES: dict[str, str] = {
    **{m.zh: m.en for m in MODALITIES},
    **dict.fromkeys(_split("必须 务必 务须 需"), "must"),
    **dict.fromkeys(_split("应该 应予 理应"), "shall"),
    **dict.fromkeys(("可以", "允许", "准予"), "may"),
    **dict.fromkeys(("提倡", "倡导"), "encouraged"),
    "宜": "advised",
    **dict.fromkeys(_split("不得 严禁 禁止 不准 不许 不应 不宜 不能 不可 不要 无须 无需 不必 不需"), ""),
}
VERBS = frozenset(_split("建议 鼓励 引导 支持 探索 提倡 倡导"))
"""Duty words that are as often nouns: duty only where a clause begins, or after these."""
LEADING = _split(
    "积极 大力 鼓励 支持 应当 应 要 可 可以 并 优先 重点 进一步 途径 渠道 方式 推动 共同 有效 原则上 一般 予以 充分 主动 稳妥"
)
NOUNS = _split("性 型 措施 力量 力度 政策 体系 系统 作用 下 书 奖 资金 条件 和")
"""After these verbs, what makes them nouns."""

QUANTIFIERS: dict[str, Literal["all", "any", "some"]] = {
    **dict.fromkeys(
        _split("每个 每名 每家 每项 每户 每位 每人 每一 每条 逐个 逐项 逐条 逐户 逐一 逐人 各 均 全部 都 全体 所有 一律 任何"),
        "all",
    ),
    **dict.fromkeys(_split("任一 任意 任选 之一 其中之一 其中一项 或其他 或其它 或者其他 或者其它"), "any"),
    **dict.fromkeys(_split("个别 大部分 大多数 多数 少数 一些 某些 有的"), "some"),
}
CONNECTIVES: dict[str, tuple[Literal["and", "or"], bool]] = {
    **dict.fromkeys(_split("且 并且 而且 并 同时"), ("and", True)),
    **dict.fromkeys(_split("或 或者 或是 抑或"), ("or", True)),
    **dict.fromkeys(_split("、 和 与 及 以及 及其"), ("and", False)),
}
CONDITIONS = _split("如果 假如 倘若 若 如 凡 凡是 只要 只有 一旦 一经 除非 有条件的 符合条件的 对")
AT_CLAUSE_START = frozenset(_split("如 凡 凡是 对 同时 有的"))
NEGATIONS = _split("不 未 无 非 没有 并非 尚未")

VAGUE = _split("若干 一批 一定数量 一定比例 多次")

NAMES = _split(
    """
    两委 两新 两山 两会 两级 四平台 三社 五社 三农 三治 四治 三会一课 三务 三公 三产 一二三产业 三方 三重一大 三位一体 四位一体
    五位一体 一站式 一揽子 一票否决 一次性 一把手 一带一路 一老一小 一件事 一网通办 一年一度 一岗双责 一分为二 最多跑一次 跑一次
    十三五 十四五 十五五 十八大 十九大 二十大 第三方 第一书记
    第一责任人 第一时间 第一线 第一手 八八战略 两个维护 两个确立 四个意识
    四个自信 四个全面 二维码 四套班子 百分制 千分制 百分点
    """
)

HIDING = _split("""
    效应 相应 供应 响应 适应 对应 反应 顺应 呼应 回应 因应 感应 策应 照应 答应 接应 报应 内应
    应急 应用 应对 应届 应诉 应答 应税
    应酬
    需求 需要 所需 急需 供需 必需 刚需 内需 军需 特需 亟需 须知 须臾
    要求 要素 要点 要件 要闻 要害 要么 要塞 要事 要务 要义 要紧 要旨
    主要 重要 必要 首要 紧要 次要 纲要 概要 摘要 扼要 简要 提要 纪要 显要 机要 索要 想要 将要
    认可 许可 可供 可持续 可复制 可推广 可操作 可使用 可能 可靠 可见 可观
    可爱 可谓 尚可 宁可 可控 可信
    可再生 可量化 可追溯 可回收 可否 可贵 可惜 可喜
    可是 可评估 可考核 可衡量 可循环 可替代 可支配 可移动
    可借鉴 可执行 可降解 不可抗 不可分割 不可缺 不可逆 不可持续 不可或缺 不可替代 不可再生 不可移动
    一般性 一般公共 一般纳税 一般问题 一般隐患 一般事故 一般情况 一般程序 一般工作 适宜 便宜 事宜 宜居 宜业 宜人 不能不
    统一 唯一 单一 同一 万一 星期一 周一 不一 某一 另一 专一 合一 归一 划一 进一 一定 一致 一体 一方 一直 一起 一切 一同 一并
    圆满 满意 充满 满足 满分 不满意 到达 传达 表达 发达 下达 达人 达成 达标 抵达 直达 公益达人
    平均 均衡 人均 均等 年均 户均 均匀 均值 均价 首都 成都 都市 大都 所有权 所有制 所有者 各自 少数民族
    合并 并行 并重 并列 并轨 并网 归并 并存 并举 兼并 吞并 撤并 并处罚 或许 或缺 或然
    和谐 和平 和睦 和解 总和 饱和 共和 中和 温和 缓和 和美 和好 人和 祥和 随和 调和 柔和
    参与 与会 与时俱进 给予 赠与 与否 授与 及时 涉及 普及 及格 触及 及早 顾及 波及 危及 遍及 惠及 暂且 况且 尚且
    如下 如实 如期 如何 如此 如意 如同 如约 例如 比如 诸如 凡事 非凡 平凡
    对其 对此 对外 对内 对口 对接 对象 对标 对照 对策 对话 对比 对等 对方 对准
    不断 不仅 不但 不同 不管 不论 不少 不良 不法 不动产 不妨 不懈 不乏 不朽 不愧 不时 不止 不只 不久 不利 不当 不便
    无论 无偿 无人 无息 无锡 无穷 无私 无缝 无障碍 无疑 无限 无形 无线 无机 无比 无非 无党派 无纸化 无接触 无害化
    未来 未成年 未必 未免 非常 非遗 非公 非营利 非盈利 非企业 非政府 非物质 非法 非金属 非机动 非洲 是非 莫非 非但 非得
    应变能力 应试教育 应征入伍 应运而生 应激反应 应有的 应有之 应聘人 应聘者 应邀参 应邀出 应收账 应收款 应付账 应付款 应纳税
    可比性 可用性 可用资源 可选项 可查性 可变性 可视化 可及性 可达性 可读性 可行性 可行的 切实可行 可获得性 引导员
    """)
"""Words that hold the characters of a mark and are none."""

APART: dict[str, str] = {
    "并重": "点",
    "并举": "办行报",
    "并列": "入出",
    "并存": "档",
    "并行": "使",
    "及时": "间",
    "与会": "员",
    "或许": "可",
    "不同": "意",
    "不妨": "碍",
    "非公": "开",
    "无比": "例",
    "未来": "函",
}
"""What follows the characters of a hiding word where they are two words after all: 并重点, 与会员, 或许可."""

UNIT_SYMBOLS: dict[str, str] = {
    **{u: u for u in UNITS},
    **{u: u for u in _split("周 季度 学期 工作日 自然日 分钟 年度 人次 户次 场次 件次 期次 学时 课时 学分 届 轮 期 倍 级 ‰")},
    **{u: u for u in _split("位 份 篇 套 所 处 支 间 台 部 张 类 座 本 亩 层 辆 点 面 门 幅 步 页 字 株 只 头 笔 站 村")},
    **{f"个{u}": u for u in _split("工作日 自然日 小时 季度 学期 年度 周")},
    "个星期": "周",
    "星期": "周",
    "%": "%",
    "个百分点": "%",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
}
"""Units as written and the symbol they stand for."""

UNIT_TRAPS: dict[str, str] = {
    "分": "钟之别法天",
    "人": "员民大才士口群类物",
    "次": "级要序性",
    "项": "目",
    "名": "称义",
    "家": "庭长园",
    "场": "所地",
    "年": "级龄轻代",
    "日": "常报益志程",
    "元": "旦素化",
    "份": "额",
    "期": "间限望刊货",
    "所": "有以需在属谓得称",
    "处": "理置罚于",
    "支": "持付撑出援农教",
    "间": "接隔",
    "台": "账阶",
    "部": "门分署委",
    "类": "似别",
    "位": "于置",
    "步": "骤伐",
    "面": "积对向",
    "门": "槛诊户",
    "字": "号样",
    "级": "别",
    "周": "边期转年岁",
    "本": "地区市级身科人社",
    "只": "要有能",
    "头": "部",
    "站": "点",
    "村": "民委庄居",
    "页": "面",
    "克": "服",
    "升": "级",
}
"""What follows a unit's characters where they are not that unit: 5分钟, 3项目标."""

DUE_BEFORE = ("至", "到", "自", "从", "截至", "截止")
DUE_AFTER = ("起", "止", "前", "以前", "之前", "后", "至", "到")
