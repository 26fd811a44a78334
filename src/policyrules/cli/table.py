"""The commands: their arguments and options, and what their help says. Data only, so that help costs nothing."""

from __future__ import annotations

from typing import NamedTuple

from policyrules.cli.words import LANGS, Said


class Argument(NamedTuple):
    """One that has its place."""

    key: str
    shown: Said
    help: Said
    needed: bool = True
    many: bool = False
    """Whether there may be more of it."""


class Option(NamedTuple):
    """One with a name. Without ``shown`` it takes no value; ``values`` are all it can take, the first where it is not given."""

    flag: str
    shown: Said | None
    help: Said
    values: tuple[str, ...] = ()
    many: bool = False
    """Whether it may be given more than once."""
    needed: bool = False


class Command(NamedTuple):
    """One row. ``more`` is what the help says below the summary."""

    name: str
    summary: Said
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    examples: tuple[str, ...]
    more: Said = ("", "")


HELP = Option("--help", None, ("显示本说明（也可写 -h）", "show this help (also -h)"))
VERSION = Option("--version", None, ("显示版本", "show the version"))
LANG = Option(
    "--lang",
    ("语言", "LANG"),
    (
        "zh 中文或 en 英文；不写时看环境变量 POLICYRULES_LANG 和系统语言",
        "zh for Chinese, en for English; unless given, as POLICYRULES_LANG or the locale has it",
    ),
    LANGS,
)
COMMON = (LANG, HELP)

_PACK = Argument(
    "pack",
    ("规则包", "PACK"),
    (
        "已安装的写名称，如 wenzhou_2021；自己的写路径，如 ./我的规则",
        "name of an installed pack (wenzhou_2021), or path of a folder of your own (./mine)",
    ),
)
_FOLDER = Argument(
    "folder",
    ("文件夹", "DIR"),
    ("要建的文件夹；已有内容的不动", "the folder to make; one that holds something is left alone"),
)
_SUBJECT = Option(
    "--subject",
    ("对象", "SUBJECT"),
    (
        "哪一类对象，名称或代号都可以，如 platform；规则包只有一类时不必写",
        "what it is about, by name or alias (platform); not needed when the pack has only one",
    ),
)


_ON = Option(
    "--on",
    ("日期", "DATE"),
    (
        "测评日，如 2022-12-31；不写时，与日期有关的一律未知，不会自动取今天",
        "date of evaluation, such as 2022-12-31; today is never taken for it",
    ),
)


def _format(*values: str, zh: str, en: str) -> Option:
    return Option("--format", ("格式", "FORMAT"), (f"输出格式：{zh}", f"what is printed: {en}"), values)


COMMANDS: tuple[Command, ...] = (
    Command(
        "evaluate",
        ("按规则包计分，逐项说明得分、理由和依据", "evaluate facts: every point with its reason and its sentence"),
        (
            _PACK,
            Argument(
                "facts",
                ("事实文件", "FACTS"),
                ("写有实际情况的 .toml 或 .json 文件", "the .toml or .json file with the facts"),
            ),
        ),
        (
            _SUBJECT,
            _ON,
            _format(
                "text",
                "json",
                "toml",
                "markdown",
                zh="text（默认）、json、toml 或 markdown",
                en="text (unless given), json, toml or markdown",
            ),
        ),
        (
            "policyrules evaluate wenzhou_2021 facts.toml --subject platform --on 2022-12-31",
            "policyrules evaluate ./mine facts.toml --subject platform --format markdown",
        ),
        (
            "没有填的事实按未知处理：结果是得分范围，并列出还缺哪些、各影响多少分。",
            "A fact that is not given is unknown: the result is a range, with what is missing and how much it matters.",
        ),
    ),
    Command(
        "check",
        ("检查规则包：写法、含义、依据，并列出全部假定", "check a pack: writing, meaning, quotes; list its assumptions"),
        (_PACK,),
        (
            Option(
                "--prove",
                None,
                (
                    "其他分析未能判定的，再问求解器 z3（须另装，见 docs/reference/prove.md）",
                    "ask the solver z3 what the other analyses leave open (the extra `prove`)",
                ),
            ),
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
            Option(
                "--plant",
                None,
                (
                    "在规则中逐处种下错误，一次一处，看检查能查出多少",
                    "plant errors in the rules, one at a time, and see how many the check finds",
                ),
            ),
            Option(
                "--kind",
                ("种类", "KIND"),
                (
                    "只种这一种错误，如 literal、operator；与 --plant 同用",
                    "with --plant: errors of this kind only, such as literal, operator",
                ),
            ),
            Option(
                "--sample",
                ("N", "N"),
                ("每 N 处只种一处，与 --plant 同用", "with --plant: only every Nth error"),
            ),
            Option(
                "--at-least",
                ("百分数", "PERCENT"),
                ("查出率低于此数时退出码为 1，与 --plant 同用", "with --plant: exit with 1 where a smaller share is caught"),
            ),
        ),
        ("policyrules check ./mine", "policyrules check ./mine --prove", "policyrules check wenzhou_2021 --plant"),
        ("有错误时退出码为 1，只有提醒时为 0。", "Exits with 1 when there are errors, with 0 when there are warnings only."),
    ),
    Command(
        "coverage",
        ("逐句对照原文：哪些写成了规则，哪些没有、为什么", "compare the source with the rules, sentence by sentence"),
        (_PACK,),
        (_format("text", "json", "html", zh="text（默认）、json 或网页 html", en="text (unless given), json, or a page in html"),),
        ("policyrules coverage wenzhou_2021", "policyrules coverage ./mine --format html > coverage.html"),
        (
            "只要有一个规范词（程度词、数字、比较词、周期）既没有规则引用、又没有写明“叙述”或“暂不编入”，退出码就为 1。",
            "Exits with 1 while a normative token (duty word, figure, comparison, period) is neither in a quote nor declared.",
        ),
    ),
    Command(
        "assumptions",
        (
            "登记全部假定：影响到哪里，换一种读法结果怎样变",
            "the register of assumptions: where each bites, and what another reading changes",
        ),
        (_PACK,),
        (
            Option(
                "--kind",
                ("类别", "KIND"),
                (
                    "只列一类：分值、界限、折算、取整、用语、口径 或 期间；不写则列出全部",
                    "only one: points, threshold, prorated, rounding, reading, basis or period; all unless given",
                ),
            ),
            _format("text", "json", "markdown", zh="text（默认）、json 或 markdown", en="text (unless given), json or markdown"),
        ),
        ("policyrules assumptions wenzhou_2021 --kind rounding", "policyrules assumptions ./mine --format markdown"),
        (
            "“例”中两种读法的结果都由程序按同一组情况算出；条数多的规则包要算几秒钟。",
            "Both results of an example are worked out from the same facts; a large pack takes a few seconds.",
        ),
    ),
    Command(
        "test",
        ("检验规则包里的用例，逐个说明哪里与应有的结果不同", "run the cases of a pack, and say what differs from what they expect"),
        (_PACK,),
        (
            Option(
                "-k",
                ("文字", "TEXT"),
                (
                    "只检验“文件名::用例名”中含有这段文字的用例，不分大小写",
                    "only the cases whose `file::title` contains this text, in capitals or not",
                ),
            ),
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
            Option(
                "--coverage",
                None,
                ("改为列出用例覆盖了哪些规则、还缺什么", "list what of the rules the cases cover, and what is missing"),
            ),
            Option(
                "--at-least",
                ("百分比", "PERCENT"),
                ("覆盖的占比低于它时退出码为 1，如 95", "exit with 1 where less is covered, such as 95"),
            ),
            Option(
                "--junit",
                ("文件", "FILE"),
                ("另存一份 JUnit XML，供持续集成读取", "also write JUnit XML for continuous integration"),
            ),
        ),
        (
            "policyrules test ./mine",
            "policyrules test ./mine -k cases.policy --junit report.xml",
            "policyrules test ./mine --coverage --at-least 95",
        ),
        (
            "用例写在规则包里只有用例的 .policy 文件中，如 cases.policy。有不通过的或有错误时退出码为 1。",
            "Cases stand in .policy files of the pack that hold nothing else, such as cases.policy. Exits with 1 where one fails.",
        ),
    ),
    Command(
        "facts",
        ("输出空白事实表，供填写", "print a blank sheet for the facts"),
        (_PACK,),
        (
            _SUBJECT,
            _format(
                "text",
                "toml",
                "json",
                "json-schema",
                "markdown",
                zh="toml（默认）、json、json-schema 或供打印的 markdown",
                en="toml (unless given), json, json-schema, or markdown to print",
            ),
        ),
        ("policyrules facts wenzhou_2021 --subject platform",),
    ),
    Command(
        "rank",
        ("按规则包的“排序”排出名次，相同的并列", "rank subjects by the ranking of a scorecard; equal ones share a place"),
        (
            _PACK,
            Argument(
                "facts",
                ("事实文件", "FACTS"),
                (
                    "写有各对象情况的 .toml 或 .json 文件，每个对象一组",
                    "the .toml or .json file with the facts of each, a table a subject",
                ),
            ),
        ),
        (
            Option(
                "--scorecard",
                ("评分", "CARD"),
                (
                    "按哪个评分排，写名称或代号；只有一个评分有“排序”时不必写",
                    "which scorecard, by name or alias; not needed when only one has a ranking",
                ),
            ),
            _ON,
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
        ),
        ("policyrules rank ./mine subjects.toml --on 2022-12-31",),
        (
            "缺事实的，名次是一个范围；不具资格的、被一票否决不计总分的，不排名次。",
            "Where facts are missing a place is a range; who is not eligible, or vetoed without a total, has no place.",
        ),
    ),
    Command(
        "score",
        ("给一张表格里的每一行计分", "score every row of a table"),
        (
            _PACK,
            Argument(
                "table",
                ("表格", "TABLE"),
                (
                    "每行一个对象的 .csv、.xlsx、.parquet 或 .jsonl 文件；工作簿中的某张表写成 文件#工作表",
                    "the .csv, .xlsx, .parquet or .jsonl file, a subject a row; FILE#SHEET for a sheet of a workbook",
                ),
            ),
        ),
        (
            Option(
                "-o",
                ("文件", "OUT"),
                ("结果写入的文件：.xlsx、.csv、.parquet 或 .jsonl", "the file for the results: .xlsx, .csv, .parquet or .jsonl"),
                needed=True,
            ),
            Option(
                "--children",
                ("明细=表格", "NAME=TABLE"),
                (
                    "明细的表格，每条一行；有几种明细就写几次",
                    "a table of the records of a list, a record a row; once for each list",
                ),
                many=True,
            ),
            Option(
                "--key",
                ("列名", "COLUMN"),
                (
                    "明细靠哪一列找到所属的行，各表同名；不写时用第一个不是事实的列",
                    "the column by which records find their row, of one name in both; the first that is no fact unless given",
                ),
            ),
            _SUBJECT,
            _ON,
            Option(
                "--engine",
                ("引擎", "ENGINE"),
                (
                    "用什么来算：auto（默认，自动选）、polars、pyarrow、duckdb 或 pandas，结果都一样",
                    "what carries it out: auto (unless given), polars, pyarrow, duckdb or pandas; all give the same",
                ),
                ("auto", "polars", "pyarrow", "duckdb", "pandas"),
            ),
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
        ),
        (
            "policyrules score ./mine platforms.xlsx --on 2022-12-31 -o scores.xlsx",
            "policyrules score ./mine platforms.csv --children trainings=trainings.csv -o scores.parquet",
        ),
        (
            "列名写事实的名称或代号，空单元格按未知处理，其他列原样带到结果里。有问题的行单独列出，不影响其他行，退出码为 1。",
            "Columns are named like facts or their aliases, an empty cell is unknown, any other column is carried along. "
            "A row with a problem is set aside and listed, does not stop the others, and makes the exit code 1.",
        ),
    ),
    Command(
        "cases",
        ("列出规则包里的用例，或者写出还缺的用例", "list the cases of a pack, or write those that are missing"),
        (_PACK,),
        (
            Option("--unreviewed", None, ("只列出未复核的", "only those that are not reviewed")),
            Option(
                "--suggest", None, ("写出还缺的用例，供逐个复核", "write the cases that are missing, to be reviewed one by one")
            ),
            Option(
                "-o",
                ("文件", "FILE"),
                ("写入这个文件；已有内容的不动", "the file to write; one that holds something is left alone"),
            ),
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
        ),
        ("policyrules cases ./mine", "policyrules cases ./mine --suggest -o mine/missing.policy"),
        (
            "写出的用例由程序算出结果，标着“未复核”：有人看过并签名以前，不计入覆盖，也不用来察觉改动。",
            "What is written expects what the rules give now and is not reviewed: until somebody signs it, it covers nothing.",
        ),
    ),
    Command(
        "mutate",
        ("逐处改动规则，看用例能不能察觉", "change the rules one place at a time, and see whether the cases notice"),
        (_PACK,),
        (
            Option(
                "--at-least",
                ("百分比", "PERCENT"),
                ("察觉的占比低于它时退出码为 1，如 95", "exit with 1 where fewer are noticed, such as 95"),
            ),
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
        ),
        ("policyrules mutate ./mine", "policyrules mutate ./mine --at-least 95"),
        (
            "没有察觉的逐处列出：规则现在怎么说，改后会怎么说。规则多的规则包要几十秒。",
            "What no case notices is listed: what the rule says now, and what it would then say. A large pack takes a minute.",
        ),
    ),
    Command(
        "read",
        ("把规则写成可以传阅的文字", "the rules of a pack in words that can be passed round"),
        (_PACK,),
        (
            _format(
                "text",
                "markdown",
                "html",
                zh="text（默认）、markdown，或者可打印、可签字的网页 html",
                en="text (unless given), markdown, or html: one page to print and sign",
            ),
        ),
        ("policyrules read wenzhou_2021", "policyrules read ./mine --format html > rules.html"),
        (
            "写的是实际计算的内容：两个写法不同、含义相同的规则包，读出来一样。",
            "It says what will be computed: two packs that mean the same read the same, however they are written.",
        ),
    ),
    Command(
        "fmt",
        ("把规则文件整理成规范写法，注释照留", "write rules in their canonical form; comments stay"),
        (
            Argument(
                "files",
                ("文件…", "FILE…"),
                (
                    ".policy 文件，或者放规则的文件夹；- 为从标准输入读，结果写到标准输出",
                    ".policy files or folders of them; - reads standard input and writes standard output",
                ),
                many=True,
            ),
        ),
        (
            Option(
                "--check",
                None,
                (
                    "不改文件，只说哪些文件会变；有会变的，退出码为 1",
                    "change nothing; say which would change, and exit with 1 if any",
                ),
            ),
            Option("--diff", None, ("不改文件，只显示会怎样变", "change nothing; show what would change")),
        ),
        ("policyrules fmt mine", "policyrules fmt --check --diff mine", "policyrules fmt --lang en mine"),
        (
            "写明 --lang 时，连同关键词一起转成那种语言；名称、引文和注释不变。有写法问题的文件不动。",
            "With --lang the keywords are put into that language as well; names, quotes and comments stay. "
            "A file with mistakes is left alone.",
        ),
    ),
    Command(
        "explain",
        ("说明一种问题：为什么不行、应当怎样写", "explain a problem: why it is one, and what to write instead"),
        (
            Argument(
                "problem",
                ("代号", "CODE"),
                ("问题的代号或名称（如 Q101）；不写则列出全部", "code or name of a problem (Q101); without it all are listed"),
                needed=False,
            ),
        ),
        (
            Option(
                "--core",
                ("规则包", "PACK"),
                ("改为显示规则包实际运行的算式", "show the expressions that a pack really runs instead"),
            ),
            _format("text", "json", zh="text（默认）或 json", en="text (unless given) or json"),
        ),
        ("policyrules explain Q101", "policyrules explain --core wenzhou_2021"),
    ),
    Command(
        "new",
        ("新建规则包，从一个可以直接试算的样例开始", "start a pack, from a small one that runs as it is"),
        (_FOLDER,),
        (),
        ("policyrules new mine",),
    ),
    Command(
        "copy",
        ("复制一个规则包，供修改", "copy a pack, to change it"),
        (_PACK, _FOLDER),
        (),
        ("policyrules copy wenzhou_2021 mine",),
    ),
)
BY_NAME = {command.name: command for command in COMMANDS}
