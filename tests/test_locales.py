"""The reader's language, what they asked for being what it may."""

from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.extensions import babel
from app.locales import ENGLISH, choose, init_locales
from scripts.translations import TRANSLATIONS, bring_up_to_date, gather, is_translated
from tests.support.application import build_app

KNOWN = [Locale.parse(tag) for tag in ("en", "ar", "pt_BR", "zh_Hant", "zh_Hans", "fr", "fr_CA")]


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ([], "en"),
        (["en-AU"], "en_AU"),  # the language of the code, and the dates of the reader
        (["en_us"], "en_US"),
        (["EN-gb"], "en_GB"),
        (["ar-EG"], "ar_EG"),
        (["pt-BR"], "pt_BR"),
        (["pt"], "pt_BR"),
        (["pt-PT"], "pt_BR"),
        (["zh-TW"], "zh_Hant"),
        (["zh-CN"], "zh_Hans"),
        (["zh"], "zh_Hans"),
        (["fr-CA"], "fr_CA"),
        (["fr-BE"], "fr_BE"),
        (["mi", "fr"], "fr"),  # no words in the first language: the second is next
        (["mi-NZ"], "en"),
        (["", "*", "ar"], "ar"),
        (["en-XX"], "en"),
        (["../../etc/passwd", "\x00", "a" * 1000, "en@x_y", "-", "_"], "en"),
    ],
)
def test_choice(wanted: list[str], chosen: str) -> None:
    assert str(choose(wanted, KNOWN)) == chosen


def test_a_script_that_nobody_reads_is_not_chosen() -> None:
    assert choose(["zh-TW"], [ENGLISH, Locale.parse("zh_Hans")]) == ENGLISH


@given(st.lists(st.text(max_size=40)))
def test_nothing_that_is_sent_breaks_the_choice(wanted: list[str]) -> None:
    chosen = choose(wanted, KNOWN)
    assert Locale.parse(str(chosen)) == chosen


@pytest.fixture
def arabic(tmp_path: Path) -> Flask:
    """The tool with one sentence in Arabic."""
    catalog = Catalog(locale="ar", fuzzy=False)
    catalog.add("Skip to the content", "تخطَّ إلى المحتوى")
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    app = build_app("sqlite:////nowhere/unused.db")
    init_locales(app, tmp_path)
    with app.app_context():
        babel.domain_instance.cache.clear()
        yield app
        babel.domain_instance.cache.clear()


@pytest.mark.parametrize(
    ("asked", "language", "direction"),
    [("ar-EG, en;q=0.5", "ar-EG", "rtl"), ("en-AU", "en-AU", "ltr"), ("mi", "en", "ltr")],
)
def test_a_page_says_its_language_and_direction(
    arabic: Flask, asked: str, language: str, direction: str
) -> None:
    page = arabic.test_client().get("/", headers={"Accept-Language": asked}).text
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert ("تخطَّ إلى المحتوى" in page) == (direction == "rtl")


def test_languages_are_in_step_with_the_code() -> None:
    """Every .mo says what its .po says, because it is what the tool reads."""
    sentences = {str(message.id) for message in gather()}
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        assert said(po).keys() <= sentences, f"{po} is behind the code: run make translations"
        assert is_compiled(po), f"{po} is not compiled: run make translations"


def is_compiled(po: Path) -> bool:
    """Whether the .mo beside it says the same. (It says plurals in English where they lack.)"""
    compiled = said(po.with_suffix(".mo"))
    return all(compiled.get(sentence) == words for sentence, words in said(po).items())


def said(path: Path) -> dict[str, str]:
    """What a .po or .mo file translates."""
    read = read_mo if path.suffix == ".mo" else read_po
    with path.open("rb") as file:
        done = [message for message in read(file) if message.id and is_translated(message)]
    return {str(message.id): str(message.string) for message in done}


def test_a_language_is_begun_kept_and_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "ar" / "LC_MESSAGES"
    sentences = gather()
    assert bring_up_to_date(folder, "ar", sentences) == len(sentences) > 100
    po = folder / "messages.po"
    po.write_text(po.read_text().replace('msgid "Reply"\nmsgstr ""', 'msgid "Reply"\nmsgstr "رد"'))
    assert bring_up_to_date(folder, "ar", sentences) == len(sentences) - 1
    assert said(po) == {"Reply": "رد"}
    assert is_compiled(po)
    po.write_text(po.read_text().replace("رد", "إجابة"))
    assert not is_compiled(po)
    assert "msgstr[5]" in po.read_text()  # Arabic has six plural forms
