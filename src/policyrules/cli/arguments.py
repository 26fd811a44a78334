"""From what was typed to a command and its arguments, or to help, or to what is wrong with the usage."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from policyrules._version import __version__
from policyrules.cli.table import BY_NAME, COMMANDS, COMMON, VERSION, Command, Option
from policyrules.cli.words import Lang, pick, say, translated

PROGRAM = "policyrules"
COLUMNS = 88
WRONG_USAGE = 2


class Stop(Exception):  # noqa: N818 - help that was asked for is no error
    """There is nothing to run: what to print, and the exit code; 0 is help that was asked for."""

    def __init__(self, text: str, code: int = 0) -> None:
        super().__init__(text)
        self.text, self.code = text, code


def parse(argv: Sequence[str], lang: Lang) -> argparse.Namespace:
    """What was typed, as a namespace with the ``command``, its arguments, and whether a language was ``spoken`` of. Raises Stop.

    Options may stand anywhere, before the command as well.
    """
    name, rest = _split(argv)
    if name is None:
        _without_command(rest, lang)
    command = BY_NAME.get(name)
    if command is None:
        _refuse(rest, (*_VALUED, "--version", "--help", "-h"), PROGRAM, lang)
        known = say("all_commands", lang, known=("、" if lang == "zh" else ", ").join(BY_NAME))
        raise _wrong(say("bad_command", lang, found=name) + (nearest(name, BY_NAME, lang) or known), PROGRAM, lang)
    parser = _Parser(command, lang)
    parser.refuse_unknown(rest)
    given, extra = parser.parse_known_args(rest)
    if extra:
        parser.error_in(say("extra", lang, found=extra[0]))
    given.spoken = any(word.partition("=")[0] == "--lang" for word in rest)
    return given


def nearest(text: str, known: Iterable[str], lang: Lang) -> str:
    """“，是否为“check”？”, or nothing where no known word is near."""
    from policyrules.diagnostics.base import suggest

    found = suggest(text.lower(), known)
    return say("did_you_mean", lang, nearest=found) if found else ""


_VALUED = {o.flag for o in (*COMMON, *(o for c in COMMANDS for o in c.options)) if o.shown}


def _split(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The command, which is the first word that is no option and no value of one, and everything else."""
    n = 0
    while n < len(argv):
        if argv[n] == "--":
            n += 1
            break
        if not _option(argv[n]):
            break
        n += 2 if argv[n] in _VALUED else 1
    if n >= len(argv):
        return None, list(argv)
    return argv[n], [*argv[:n], *argv[n + 1 :]]


def _option(word: str) -> bool:
    return word.startswith("-") and len(word) > 1


def _without_command(rest: Sequence[str], lang: Lang) -> NoReturn:
    if "--version" in rest:
        raise Stop(f"{PROGRAM} {__version__}\n")
    if "--help" in rest or "-h" in rest:
        raise Stop(program_help(lang))
    _refuse(rest, (*_VALUED, "--version", "--help", "-h"), PROGRAM, lang)
    raise Stop(program_help(lang), WRONG_USAGE)


def _wrong(message: str, prog: str, lang: Lang) -> Stop:
    colon = "：" if lang == "zh" else ": "
    return Stop(f"{prog}{colon}{message}\n{say('see', lang, command=prog)}\n", WRONG_USAGE)


def _refuse(words: Sequence[str], flags: Iterable[str], prog: str, lang: Lang) -> None:
    """Stop at the first option that is none of ``flags``."""
    flags, after_value = tuple(flags), False
    for word in words:
        if word == "--":
            return
        flag = word.partition("=")[0]
        if word[:1] in ("—", "–", "－") and not after_value:
            raise _wrong(say("long_dash", lang, found=word), prog, lang)
        if _option(word) and not after_value and flag not in flags:
            raise _wrong(say("bad_option", lang, found=flag) + nearest(flag, flags, lang), prog, lang)
        after_value = word in _VALUED and not after_value


# ---------------------------------------------------------------- one command


class _Stopping(argparse.Action):
    """Help or the version, as soon as it is met."""

    def __init__(self, option_strings: Sequence[str], dest: str, text: Callable[[], str]) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS)
        self.text = text

    def __call__(self, *_: Any) -> None:
        raise Stop(self.text())


class _Plain(argparse.HelpFormatter):
    """What argparse makes for each argument and nobody sees; one of its own asks how wide the terminal is, which takes imports."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=COLUMNS)


class _Parser(argparse.ArgumentParser):
    """The arguments of one command; its help and its complaints are in one language."""

    def __init__(self, command: Command, lang: Lang) -> None:
        super().__init__(f"{PROGRAM} {command.name}", add_help=False, allow_abbrev=False, formatter_class=_Plain)
        self.command, self.lang = command, lang
        self.set_defaults(command=command.name)
        for argument in command.arguments:
            nargs = "+" if argument.many else None if argument.needed else "?"
            self.add_argument(argument.key, metavar=pick(argument.shown, lang), nargs=nargs)
        for option in (*command.options, *COMMON[:1]):
            if option.shown is None:
                self.add_argument(option.flag, action="store_true")
                continue
            default = option.values[0] if option.values else None
            action = "append" if option.many else "store"
            default = lang if option in COMMON else default
            self.add_argument(option.flag, action=action, type=self._taker(option), default=default, required=option.needed)
        self.add_argument("-h", "--help", action=_Stopping, text=self.format_help)
        self.add_argument("--version", action=_Stopping, text=lambda: f"{PROGRAM} {__version__}\n")

    def _taker(self, option: Option) -> Callable[[str], object]:
        """What reads the value of an option."""

        def choice(text: str) -> str:
            if option.values and text not in option.values:
                known = say("choices", self.lang, known=("、" if self.lang == "zh" else ", ").join(option.values))
                near = nearest(text, option.values, self.lang)
                raise argparse.ArgumentTypeError(say("bad_value", self.lang, option=option.flag, found=text) + (near or known))
            return text

        def day(text: str) -> object:
            from policyrules.evaluation.readers import read_day

            found = read_day(text)
            if found is None:
                raise argparse.ArgumentTypeError(say("bad_day", self.lang, found=text))
            return found

        return day if option.flag == "--on" else choice

    def refuse_unknown(self, words: Sequence[str]) -> None:
        flags = (o.flag for o in (*self.command.options, *COMMON, VERSION))
        _refuse(words, ("-h", *flags), self.prog, self.lang)

    def error(self, message: str) -> NoReturn:
        self.error_in(translated(message, self.lang))

    def error_in(self, message: str) -> NoReturn:
        raise _wrong(message, self.prog, self.lang)

    def format_help(self) -> str:
        return command_help(self.command, self.lang)


# ---------------------------------------------------------------- help


def program_help(lang: Lang) -> str:
    """The help of the program."""
    usage = f"{say('usage', lang)}{PROGRAM} {say('command', lang)} {say('rest', lang)}"
    rows = [(c.name, pick(c.summary, lang)) for c in COMMANDS]
    options = _option_rows((LANG_, VERSION, HELP_), lang)
    lines = [usage, "", *_prose(say("about", lang)), "", say("commands", lang), *_table(rows, [*rows, *options])]
    lines += ["", say("options", lang), *_table(options, [*rows, *options])]
    lines += ["", say("example", lang), f"  {COMMANDS[0].examples[0]}", "", say("more", lang)]
    return "\n".join(lines) + "\n"


def command_help(command: Command, lang: Lang) -> str:
    """The help of one command."""
    rows = [(pick(a.shown, lang), pick(a.help, lang)) for a in command.arguments]
    options = _option_rows((*command.options, *COMMON), lang)
    summary = pick(command.summary, lang)
    lines = [*_usage(command, lang), "", *_prose(summary[0].upper() + summary[1:] + ("。" if lang == "zh" else "."))]
    if more := pick(command.more, lang):
        lines += _prose(more)
    lines += ["", say("arguments", lang), *_table(rows, [*rows, *options])]
    lines += ["", say("options", lang), *_table(options, [*rows, *options])]
    lines += ["", say("example", lang), *(f"  {example}" for example in command.examples)]
    return "\n".join(lines) + "\n"


LANG_, HELP_ = COMMON


def _usage(command: Command, lang: Lang) -> list[str]:
    from policyrules.text.width import width

    words = [pick(a.shown, lang) if a.needed else f"[{pick(a.shown, lang)}]" for a in command.arguments]
    for option in (*command.options, LANG_):
        flag = _flag(option, lang)
        words.append(flag if option.needed else f"[{flag} …]" if option.many else f"[{flag}]")
    lines = [f"{say('usage', lang)}{PROGRAM} {command.name}"]
    indent = " " * (width(lines[0]) + 1)
    for word in words:  # a line is broken between words, never inside one
        if width(lines[-1]) + 1 + width(word) > COLUMNS:
            lines.append(indent + word)
        else:
            lines[-1] += f" {word}"
    return lines


def _flag(option: Option, lang: Lang) -> str:
    return f"{option.flag} {pick(option.shown, lang)}" if option.shown else option.flag


def _option_rows(options: Iterable[Option], lang: Lang) -> list[tuple[str, str]]:
    return [(_flag(o, lang), pick(o.help, lang)) for o in options]


def _prose(text: str) -> list[str]:
    from policyrules.text.width import wrap

    return wrap(text, COLUMNS)


def _table(rows: Sequence[tuple[str, str]], aligned: Sequence[tuple[str, str]]) -> list[str]:
    """Two columns, the first as wide as the widest of ``aligned``."""
    from policyrules.text.width import pad, width, wrap

    lead = max(width(left) for left, _ in aligned) + 4
    return [line for left, right in rows for line in wrap(right, COLUMNS, pad(f"  {left}", lead))]
