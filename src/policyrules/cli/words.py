"""What the command line itself says, Chinese and English; and the words of argparse in Chinese."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from policyrules.language.languages import LANGS as LANGS
from policyrules.language.languages import Lang as Lang

Said = tuple[str, str]
"""A phrase in Chinese and in English."""

_WORDS: dict[str, Said] = {
    "about": (
        "把公开的政策文件写成规则：逐条核对原文，按规则计分，说明每一分的理由。",
        "Published policies as rules: checked against their text, evaluated with a reason for every point.",
    ),
    "usage": ("用法：", "usage: "),
    "command": ("命令", "COMMAND"),
    "rest": ("参数 [选项]", "ARGUMENTS [OPTIONS]"),
    "commands": ("命令：", "commands:"),
    "arguments": ("参数：", "arguments:"),
    "options": ("选项：", "options:"),
    "example": ("例：", "example:"),
    "more": (
        "每个命令的用法：policyrules 命令 --help",
        "for one command: policyrules COMMAND --help",
    ),
    "see": ("用法详见：{command} --help", "for help: {command} --help"),
    # wrong usage
    "bad_command": ("没有命令“{found}”", "there is no command `{found}`"),
    "bad_option": ("没有选项“{found}”", "there is no option `{found}`"),
    "long_dash": (
        "“{found}”开头不是英文减号；选项以两个减号开头，如 --lang",
        "`{found}` does not begin with hyphens; an option begins with two, such as --lang",
    ),
    "extra": ("多出了“{found}”", "`{found}` is one argument too many"),
    "did_you_mean": ("，是否为“{nearest}”？", ", did you mean `{nearest}`?"),
    "all_commands": ("；命令有：{known}", "; the commands are {known}"),
    "bad_value": ("{option} 不能是“{found}”", "{option} cannot be `{found}`"),
    "choices": ("；可用的有：{known}", "; it is one of {known}"),
    "bad_day": (
        "--on 后面的“{found}”不是日期；要写成 2022-12-31 这样，并且是日历上有的日子",
        "--on takes a date of the calendar such as 2022-12-31, not `{found}`",
    ),
    "bad_problem": ("没有代号或名称为“{found}”的问题", "no problem has the code or name `{found}`"),
    "all_problems": ("；运行 policyrules explain 列出全部", "; `policyrules explain` lists them all"),
    "no_pages": (
        "问题的说明取自程序的文档字符串，用 python -OO 运行时没有；请不带 -OO（或环境变量 PYTHONOPTIMIZE）运行",
        "the pages are docstrings, which python -OO leaves out; run it without -OO (or PYTHONOPTIMIZE)",
    ),
    "no_solver": (
        "--prove 要用求解器 z3，现在没有安装；运行 pip install 'policyrules[prove]' 安装",
        "--prove needs the solver z3, which is not installed: pip install 'policyrules[prove]'",
    ),
    "no_pack": (
        "“{found}”不是规则包；规则包应为文件夹或 .policy 文件",
        "`{found}` is no pack, which is a folder or a .policy file",
    ),
    "swapped": (
        "两个参数写反了，规则包在前，事实在后：{pack} {facts}",
        "the pack comes first and the facts after it: {pack} {facts}",
    ),
    "installed": (
        "用的是已安装的 {name}；当前文件夹里也有同名文件夹，要用它请写 {path}",
        "the installed {name} is used; for the folder of that name here write {path}",
    ),
    "more_problems": (
        "只列出前 {shown} 处，另有 {more} 处；全部问题用 --format json 列出",
        "only the first {shown} are shown; {more} more are listed with --format json",
    ),
    "left_out": ("有 {n} 个用例未复核，没有用来察觉", "{n} cases are not reviewed and were not asked"),
    "needs_coverage": ("--at-least 与 --coverage 一起用", "--at-least goes with --coverage"),
    "no_junit": ("--coverage 不与 -k、--junit 一起用", "--coverage goes with neither -k nor --junit"),
    "needs_suggest": ("-o 与 --suggest 一起用", "-o goes with --suggest"),
    "none_unreviewed": ("没有未复核的用例", "no case is left to review"),
    "suggested": (
        "补充用例 {n} 个，写入 {file}；都标了“未复核”，逐个看过后签名",
        "{n} cases written to {file}, all not reviewed: look at each, and sign it",
    ),
    "nothing_suggested": ("没有要补充的用例", "no case is missing"),
    "not_suggested": ("下列没有找到能显示它的事实：", "no facts were found that show:"),
    "exists": ("“{file}”已有内容，没有改动", "`{file}` holds something already and was left alone"),
    # what commands say
    "started": ("已在“{folder}”建好一个可以直接试算的规则包。接下来：", "started a pack in `{folder}` that runs as it is. Next:"),
    "needs_above": (
        "它以规则包“{pack}”为上位文件，“{folder}”旁边没有，也没有安装；请把“{pack}”的文件夹也复制到旁边",
        "it stands under the pack `{pack}`, which is neither beside `{folder}` nor installed; copy its folder there as well",
    ),
    "assumptions_above": (
        "上位规则包“{pack}”另有 {n} 条假定，用 policyrules check 检查它时列出",
        "`{pack}`, which the pack stands under, has {n} more, listed by `policyrules check` of it",
    ),
    "copied": ("已把“{pack}”复制到“{folder}”。接下来：", "copied `{pack}` to `{folder}`. Next:"),
    "then_check": ("检查规则", "check the rules"),
    "then_test": ("检验用例", "run its cases"),
    "then_facts": ("得到空白事实表", "a blank sheet for the facts"),
    "then_evaluate": ("试算", "evaluate"),
    "then_read": (
        "从 {folder}{sep}README.md 读起；规则在 .policy 文件里，用记事本就能改。",
        "Start reading at {folder}{sep}README.md; the rules are in the .policy files, plain text.",
    ),
    "path_first": (
        "路径要带上“{lead}”：只写名称时，先找已安装的规则包。",
        "Keep the `{lead}`: a bare name means an installed pack first.",
    ),
    # pages of problems
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "why": ("原因", "Why"),
    "wrong": ("会引出本问题的写法", "Example"),
    "right": ("改为", "Instead"),
    "list_title": (
        "policyrules 能指出的问题，共 {n} 种；逐条说明用 policyrules explain 代号",
        "the {n} problems that policyrules points out; for the page of one: policyrules explain CODE",
    ),
    "pass_P": ("写法", "Writing"),
    "pass_N": ("名称", "Names"),
    "pass_C": ("含义", "Meaning"),
    "pass_Q": ("依据", "Quotes"),
    "pass_A": ("论证", "Proofs"),
    "pass_L": ("提醒", "Advice"),
    "pass_T": ("用例", "Cases"),
    "pass_F": ("事实", "Facts"),
    "pass_D": ("文件", "Files"),
    "note_gbk": ("存成 GBK 编码", "saved as GBK"),
    "note_missing": ("没有这个文件", "not there"),
    "shell": ("命令行", "command line"),
    # check
    "proofs": ("就规则本身可以证明的：", "shown about the rules themselves:"),
    "claim_proved": ("", ""),
    "claim_refuted": ("不成立：", "does not hold: "),
    "claim_declared": ("已声明：", "declared: "),
    "claim_open": ("未能判定：", "not decided: "),
    "assumptions": ("假定共 {n} 条：{counts}", "{n} assumptions: {counts}"),
    "count": ("{kind} {n}", "{n} {kind}"),
    "no_assumptions": ("没有假定", "no assumptions"),
    # measuring
    "bad_percent": ("--at-least 应为 0 至 100 的数，不能是“{found}”", "--at-least takes a number from 0 to 100, not `{found}`"),
    # fmt
    "formatted": ("已整理：{file}", "formatted {file}"),
    "would_change": ("会改动：{file}", "would change {file}"),
    # check --plant
    "without_plant": ("{option} 只与 --plant 同用", "{option} goes with --plant"),
    "bad_kind": ("没有“{found}”这种错误", "there is no kind of error `{found}`"),
    "all_kinds": ("；种类有：{known}", "; the kinds are {known}"),
    "bad_sample": ("--sample 后面写 1 以上的整数，不是“{found}”", "--sample takes a whole number from 1, not `{found}`"),
    "nothing_to_plant": ("“{pack}”中没有可以种这种错误的规则", "`{pack}` has no rule in which such an error can be planted"),
    # rank
    "no_ranking": ("这个规则包没有带“排序”的评分", "no scorecard of the pack has a ranking"),
    "which_ranking": ("用 --scorecard 写明按哪个评分排：{known}", "say with --scorecard which one: {known}"),
    # score
    "no_package": (
        "这种表格要用 {package}，现在没有安装；运行 pip install 'policyrules[{extra}]' 安装",
        "such a table needs {package}, which is not installed: pip install 'policyrules[{extra}]'",
    ),
    "bad_children": (
        "--children 后面写 明细=表格，如 trainings=trainings.csv，不是“{found}”",
        "--children takes NAME=TABLE, such as trainings=trainings.csv, not `{found}`",
    ),
    "too_large": (
        "结果有 {rows:,} 行、{columns:,} 列，Excel 工作表连同列名最多 1,048,576 行、16,384 列；请写成 .parquet 或 .csv",
        "the result has {rows:,} rows and {columns:,} columns, and a sheet of Excel takes 1,048,576 with its headings, and 16,384; "
        "write .parquet or .csv instead",
    ),
    "children_twice": ("--children 给了两张“{found}”的表格", "--children gives two tables for `{found}`"),
    "scored": ("共 {rows} 行，计分 {scored} 行，搁置 {aside} 行：{out}", "{rows} rows, {scored} scored, {aside} set aside: {out}"),
    "loose": ("明细有 {n} 条没有算到任何对象", "{n} records belong to no row"),
    "loose_one": ("明细有 1 条没有算到任何对象", "1 record belongs to no row"),
    "at_row": ("第 {row} 行：", "row {row}: "),
    "at_row_of": ("“{table}”第 {row} 行：", "row {row} of `{table}`: "),
    "more_flaws": ("另有 {n} 处问题", "and {n} more"),
    "flaws_in": ("全部问题：{file}", "all problems: {file}"),
    "flaws_in_sheet": ("全部问题：{file} 的“问题”表", "all problems: the sheet Problems of {file}"),
    "progress": ("{done} / {of} 行，{share}%", "{done} of {of} rows, {share}%"),
    # test
    "no_match": ("没有用例含有“{found}”", "no case contains `{found}`"),
    # ourselves
    "bug": (
        "policyrules 自身出错（{what}），不是您的文件有误；请把这一行连同所用的命令和文件发给 policyrules 的维护者"
        "（详细记录：设置环境变量 POLICYRULES_DEBUG=1 后重新运行）",
        "policyrules itself failed ({what}); this is a bug and not your mistake: please send this line, the command and the "
        "files to the maintainers of policyrules (POLICYRULES_DEBUG=1 in the environment shows all)",
    ),
    "unwritable": ("结果写不出去：{why}", "the output cannot be written: {why}"),
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """A phrase."""
    text = pick(_WORDS[key], lang)
    return text.format(**facts) if facts else text


def pick(said: Said, lang: Lang) -> str:
    return said[0] if lang == "zh" else said[1]


def spoken(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> Lang:
    """The language to answer in: --lang, else POLICYRULES_LANG, else Chinese unless the locale names another language."""
    for n, word in enumerate(argv):
        given = argv[n + 1] if word == "--lang" and n + 1 < len(argv) else word.removeprefix("--lang=")
        if word.startswith("--lang") and given in LANGS:
            return "zh" if given == "zh" else "en"
    asked = environ.get("POLICYRULES_LANG", "").lower()
    if asked in LANGS:
        return "zh" if asked == "zh" else "en"
    named = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = re.split(r"[_.@-]", named)[0].lower()
    return "zh" if language in ("", "c", "posix", "zh") else "en"


_ARGPARSE: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "缺少{0}"),
    (r"argument (\S+): expected (?:one|\d+) arguments?", "{0} 后面要写一个值"),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?", "{0} 后面不带值，去掉“{1}”"),
    (r"argument (?:\S+): (.+)", "{0}"),
    (r"unrecognized arguments: (.+)", "多出了“{0}”"),
)
"""Messages of argparse, and how they are said in Chinese. What is not here is shown as argparse puts it."""
_ARGPARSE_EN: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", "missing: {0}"),
    (r"argument (\S+): expected (?:one|\d+) arguments?", "{0} needs a value after it"),
    (r"argument (\S+): ignored explicit argument '?(.*?)'?", "{0} takes no value, leave out `{1}`"),
    (r"argument (?:\S+): (.+)", "{0}"),
)


def translated(message: str, lang: Lang) -> str:
    """A message of argparse in the language asked for."""
    for pattern, text in _ARGPARSE if lang == "zh" else _ARGPARSE_EN:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return text.format(*(g.replace(", ", "、") if lang == "zh" and "required" in pattern else g for g in match.groups()))
    return message
