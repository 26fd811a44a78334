"""What the page itself says, Chinese and English."""

from __future__ import annotations

from policyrules.language.languages import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("原文与规则逐句对照", "The source and the rules, sentence by sentence"),
    "skip_text": ("跳到原文", "To the text"),
    "skip_rules": ("跳到规则", "To the rules"),
    "state": ("状态", "State"),
    "sentences": ("句", "Sentences"),
    "normative": ("规范词", "Tokens"),
    "letters": ("字", "Characters"),
    "rules": ("规则", "Rules"),
    "close": ("返回原文", "Back to the text"),
    "help": (
        "点一句话（或按 Tab 选中后按回车）看引用它的规则；方向键上下移动；按 Esc 回到原文。粗体是规范词。",
        "Click a sentence (or Tab to it and press Enter) for the rules that quote it; arrow keys move; Esc goes back. "
        "Normative tokens are bold.",
    ),
    "left": ("没有编入、也没有说明的，共 {n} 句", "Nothing is said of normative tokens: {n}"),
    "reasons": ("暂不编入的理由，共 {n} 句", "Left out, and why: {n}"),
    "quoting": ("引用原文的规则，共 {n} 条", "Rules and what they quote: {n}"),
    "tokens": ("规范词：{tokens}", "Tokens: {tokens}"),
    "notes": ("注", "Notes"),
    "because": ("暂不编入：{why}", "left out: {why}"),
    "footer": ("由 policyrules coverage 生成", "Made by policyrules coverage"),
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """A phrase."""
    return _WORDS[key][lang == "en"].format(**facts)
