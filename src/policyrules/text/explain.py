"""A result in the form somebody asks for: text and Markdown to read, JSON and TOML for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from policyrules.language.languages import one_lang, one_of
from policyrules.result import Format, Lang, Result

FORMATS: tuple[Format, ...] = get_args(Format)


def explain(result: Result, lang: Lang = "zh", format: Format = "text") -> str:
    """The breakdown of a result. Raises ValueError for another language or format."""
    one_lang(lang)
    one_of("format", format, FORMATS)
    match format:
        case "text":
            from policyrules.text.breakdown import breakdown

            return breakdown(result, lang)
        case "markdown":
            from policyrules.text.markdown import markdown

            return markdown(result, lang)
        case "json":
            return json.dumps(result.to_dict(lang), ensure_ascii=False, indent=2) + "\n"
        case "toml":
            import tomli_w

            return tomli_w.dumps(_present(result.to_dict(lang)))


def _present(value: Any) -> Any:
    """The same without nulls, which TOML has no word for; days as ISO text."""
    match value:
        case Mapping():
            return {key: _present(v) for key, v in value.items() if v is not None}
        case list() | tuple():
            return [_present(v) for v in value if v is not None]
        case date():
            return value.isoformat()
        case _:
            return value
