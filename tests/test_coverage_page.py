"""The page of `coverage --format html`: what it is made of, and how it behaves in a browser."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from typing import Any, ClassVar

import pytest
from browsing import browser, missing
from covering import coverage
from packs import LANGS

import policyrules
from policyrules.cli import main
from policyrules.language.languages import Lang
from policyrules.text.coverage_page import page

PACKS = ("wenzhou_2021", "zhejiang_2021")
VOID = {"meta", "br"}


class Read(HTMLParser):
    """The tags of a page with their attributes, and its text; tags that do not close are a failure."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += data


# ---------------------------------------------------------------- what it is made of


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("pack", PACKS)
def test_the_page_stands_by_itself(pack: str, lang: Lang) -> None:
    found = Read(page(policyrules.coverage(pack), lang))
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for tag, attrs in found.tags:
        assert tag not in ("link", "img", "iframe", "base", "form")
        assert "src" not in attrs
        assert not any(name.startswith("on") or name == "style" for name in attrs)
        if "href" in attrs:
            assert (attrs["href"] or "").startswith("#")
            assert (attrs["href"] or "")[1:] in ids
        for target in (attrs.get("data-to") or "").split():
            assert target in ids
    assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp", page(policyrules.coverage(pack), lang))
    assert [attrs["lang"] for tag, attrs in found.tags if tag == "html"] == ["zh-CN" if lang == "zh" else "en"]


def test_every_character_of_the_text_is_there() -> None:
    """In its order, white space left out."""
    found = policyrules.coverage("wenzhou_2021")
    shown = re.sub(r"<sup.*?</sup>|<span class=\"vh\">.*?</span>", "", page(found, "zh"))
    article = shown[shown.index("<article") : shown.index("</article>")]
    plain = "".join(Read(f"{article}</article>").text.split())
    assert plain == "".join(re.sub(r"\s|\*\*", "", x.text) for x in found.sentences)


def test_nothing_a_pack_says_becomes_markup() -> None:
    evil = "<script>alert(1)</script>须\"'&amp;<img src=x onerror=alert(1)>\u202e。</style></title>]]>-->须有。"
    found = coverage(evil, more="暂不编入 “须有” 理由 “<b onclick='x'>&\"”\n")
    read = Read(page(found, "zh"))
    assert [tag for tag, _ in read.tags if tag in ("script", "img", "style")] == ["style", "script"]
    assert not any("onclick" in attrs or "onerror" in attrs for _, attrs in read.tags)
    assert "<b onclick='x'>&\"" in read.text


@pytest.mark.parametrize("lang", LANGS)
def test_tables_and_headings(lang: Lang) -> None:
    text = (
        "# 办法\n\n一、要求\n\n（一）场地\n\n须有场地。\n\n| 项目 | 分值 |\n|---|---|\n| 场地 | 10分 |\n| 人员 | |\n\n"
        "<table><tr><td>甲</td><td>须有乙。</td></tr><tr><td>丙</td></tr></table>\n\n结尾。\n"
    )
    tags = [tag for tag, _ in Read(page(coverage(text), lang)).tags]
    assert [t for t in tags if t in ("h2", "h3", "h4")][:3] == ["h2", "h3", "h4"]
    assert tags.count("table") == 3  # that of totals among them
    assert tags.count("tr") == 10 + 3 + 2
    totals_th, totals_td = 4 + 9, 1 + 9 * 7
    assert tags.count("th") == totals_th + 4  # 项目, 分值, 场地, 甲
    assert tags.count("td") == totals_td + 4  # 10分, 人员, 须有乙, 丙


def test_what_the_page_counts_is_what_the_command_counts(capsys: pytest.CaptureFixture[str]) -> None:
    for pack in PACKS:
        shown = {}
        for form in ("json", "html", "text"):
            assert main(["coverage", pack, "--format", form, "--lang", "zh"]) == 0
            shown[form] = capsys.readouterr().out
        totals = json.loads(shown["json"])["totals"]
        rows = re.findall(r'<tr data-state="(\w+)".*?</tr>', shown["html"])
        assert len(rows) == 9
        for row in re.finditer(r'<tr data-state="(\w+)".*?</tr>', shown["html"]):
            state = {"all": "total"}.get(row[1], row[1])
            for name, count in re.findall(r'data-of="(\w+)">(\d+)<', row[0]):
                assert totals[name][state] == int(count)
                assert re.search(rf"\b{count}\b", shown["text"])


# ---------------------------------------------------------------- in a browser


def test_a_machine_without_a_browser_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("browsing.find_spec", lambda name: object())
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "apt-get install chromium chromium-driver" in missing()
    monkeypatch.setattr("browsing.find_spec", lambda name: None)
    assert "pip install" in missing()


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of the page of each pack and language."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for lang in LANGS:
        for pack in PACKS:
            file = folder / f"{pack}-{lang}.html"
            file.write_text(page(policyrules.coverage(pack), lang), encoding="utf-8")
            found[f"{pack}-{lang}"] = file.as_uri()
    return found


class TestBrowser:
    """Runs where there is a browser; where there is none, each test is reported as skipped and says what to install."""

    pytestmark: ClassVar[list[pytest.MarkDecorator]] = [pytest.mark.browser, pytest.mark.skipif(bool(missing()), reason=missing())]

    def find(self, driver: Any, selector: str) -> Any:
        return driver.find_element("css selector", selector)

    def here(self, driver: Any) -> str:
        return str(driver.execute_script("return document.activeElement.id"))

    def press(self, driver: Any, *keys: str) -> None:
        known = import_module("selenium.webdriver.common.keys").Keys
        chain = import_module("selenium.webdriver").ActionChains(driver)
        for key in keys:
            chain = chain.send_keys(getattr(known, key))
        chain.perform()

    @pytest.mark.parametrize("lang", LANGS)
    @pytest.mark.parametrize("pack", PACKS)
    def test_totals(self, driver: Any, shown: dict[str, str], pack: str, lang: str) -> None:
        """As a reader sees them, and as the sentences that are marked come to."""
        driver.get(shown[f"{pack}-{lang}"])
        found = policyrules.coverage(pack)
        for state, count in found.states.items():
            cell = self.find(driver, f'#totals tr[data-state="{state}"] td[data-of="sentences"]')
            assert cell.text == str(count)
            if state != "heading":
                assert len(driver.find_elements("css selector", f"main .s.{state}")) == count
        tokens = [self.find(driver, f'#totals tr[data-state="{s}"] td[data-of="normative"]').text for s in found.tokens]
        assert tokens == [str(n) for n in found.tokens.values()]
        assert driver.get_log("browser") == []

    def test_a_click_goes_to_the_rule_and_back(self, driver: Any, shown: dict[str, str]) -> None:
        driver.get(shown["wenzhou_2021-zh"])
        sentence = next(x for x in driver.find_elements("css selector", "main a.s") if "300平方米" in x.text)
        number = sentence.get_attribute("id")
        sentence.click()
        rule = self.find(driver, f"#{self.here(driver)}")
        assert "on" in rule.get_attribute("class")
        assert len(driver.find_elements("css selector", ".pane li.on")) == len(sentence.get_attribute("data-to").split())
        assert self.visible(driver, rule)
        assert self.find(driver, ".said").text.startswith("已编入")
        space = next(x for x in driver.find_elements("css selector", ".pane li.on") if "面积 不少于 300平方米" in x.text)
        space.find_element("css selector", "blockquote a").click()
        assert self.here(driver) == number
        assert self.visible(driver, sentence)

    def test_keys_go_to_the_rule_and_back(self, driver: Any, shown: dict[str, str]) -> None:
        driver.get(shown["zhejiang_2021-en"])
        links = [x.get_attribute("id") for x in driver.find_elements("css selector", "main a.s")]
        self.press(driver, "TAB", "TAB", "TAB")  # over the two links that skip
        assert self.here(driver) == links[0]
        self.press(driver, "ARROW_DOWN", "ARROW_DOWN", "ARROW_UP")
        assert self.here(driver) == links[1]
        assert driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
        self.press(driver, "ENTER")
        first = self.here(driver)
        assert re.fullmatch(r"[rdu]\d+", first)
        self.press(driver, "ARROW_DOWN")
        assert self.here(driver) != first
        self.press(driver, "ESCAPE")
        assert self.here(driver) == links[1]
        self.press(driver, "ENTER", "ENTER")
        assert self.here(driver) in links
        self.press(driver, "ESCAPE", "TAB")
        assert self.here(driver) in links

    def test_it_works_without_a_script(self, driver: Any, shown: dict[str, str]) -> None:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            driver.get(shown["zhejiang_2021-zh"])
            sentence = self.find(driver, "main a.s")
            sentence.click()
            assert driver.current_url.endswith(sentence.get_attribute("href").rpartition("/")[2])
            rule = self.find(driver, ".pane li:target")
            rule.find_element("css selector", "a").click()
            assert self.find(driver, "main :target").get_attribute("id") == sentence.get_attribute("id")
        finally:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def test_print_has_notes_and_no_pane(self, driver: Any, shown: dict[str, str]) -> None:
        driver.get(shown["wenzhou_2021-zh"])
        assert self.display(driver, ".pane", ".notes", "sup.n") == ["block", "none", "none"]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            assert self.display(driver, ".pane", ".notes", "sup.n") == ["none", "block", "inline"]
            assert len(driver.find_elements("css selector", ".notes li")) >= len(policyrules.coverage("wenzhou_2021").rules)
            numbers = {n for x in driver.find_elements("css selector", "sup.n") for n in re.findall(r"\d+", x.text)}
            notes = {n for x in driver.find_elements("css selector", ".notes li") for n in re.findall(r"^\[\*?(\d+)", x.text)}
            assert numbers <= notes
            printed = driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
            assert base64.b64decode(printed["data"]).startswith(b"%PDF")
        finally:
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    def test_a_narrow_screen(self, driver: Any, shown: dict[str, str]) -> None:
        """Nothing runs out of it; what a touch opens leaves the sentence in sight, and closes again."""
        metrics = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        try:
            driver.get(shown["wenzhou_2021-zh"])
            assert driver.execute_script("return document.documentElement.scrollWidth") <= 390
            assert self.display(driver, ".pane") == ["none"]
            sentence = driver.find_elements("css selector", "main a.s")[8]
            sentence.click()
            assert self.display(driver, ".pane") == ["block"]
            assert self.visible(driver, sentence)
            top = driver.execute_script("return document.querySelector('.pane').getBoundingClientRect().top")
            assert sentence.rect["y"] - driver.execute_script("return scrollY") < top
            self.find(driver, ".close").click()
            assert self.display(driver, ".pane") == ["none"]
        finally:
            driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def test_contrast(self, driver: Any, shown: dict[str, str]) -> None:
        """Of every text with what is behind it, at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
        driver.get(shown["wenzhou_2021-zh"])
        self.find(driver, "main a.s").click()
        poor = driver.execute_script(CONTRAST)
        assert poor == []

    def display(self, driver: Any, *selectors: str) -> list[str]:
        script = "return getComputedStyle(document.querySelector(arguments[0])).display"
        return [driver.execute_script(script, selector) for selector in selectors]

    def visible(self, driver: Any, element: Any) -> bool:
        script = "const r = arguments[0].getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight"
        return bool(driver.execute_script(script, element))


CONTRAST = """
const rgb = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
const linear = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const poor = new Set();
for (const one of document.querySelectorAll("body *")) {
  if (![...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !one.getClientRects().length) continue;
  if (["SCRIPT", "STYLE"].includes(one.tagName)) continue;
  let behind = one, back = [0, 0, 0, 0];
  for (; behind && back[3] === 0; behind = behind.parentElement) back = rgb(getComputedStyle(behind).backgroundColor);
  const pair = [light(rgb(getComputedStyle(one).color)), light(back)].sort((a, b) => b - a);
  const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
  if (ratio < 4.5) poor.add(one.tagName + "." + one.className + " " + ratio.toFixed(2));
}
return [...poor];
"""
