"""The reader's language, the direction it runs in, and how their region writes dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from flask import Flask, g, has_request_context, request
from flask_babel import force_locale, format_decimal, get_locale

from app.config import PROJECT
from app.extensions import babel

TRANSLATIONS = PROJECT / "translations"
ENGLISH = Locale("en")
"""The language that sentences are written in, in the code."""

TAG = re.compile(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The shape and length of a language tag (BCP 47, 2.1 and 4.4.1)."""


def init_locales(app: Flask, translations: Path = TRANSLATIONS) -> None:
    """Choose the language of each answer; templates can ask for it."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)

    @cache
    def translated() -> tuple[Locale, ...]:
        return tuple(babel.list_translations())

    babel.init_app(
        app,
        locale_selector=lambda: str(choose(_wanted(), translated())),
        timezone_selector=lambda: "UTC",
    )
    app.jinja_env.globals.update(get_locale=get_locale)


def _wanted() -> Iterator[str]:
    """What the LMS said at launch, then what the browser asks for, the dearest first. A task has
    no reader."""
    if session := g.get("session"):
        yield session.user.locale
    if has_request_context():
        yield from request.accept_languages.values()


@contextmanager
def language_of(*tags: str) -> Iterator[None]:
    """What is made meanwhile is for somebody who is not the one who asks: in the first of these
    languages that there are words for."""
    with force_locale(str(choose(tags, tuple(babel.list_translations())))):
        yield


def choose(wanted: Iterable[str], translated: Sequence[Locale]) -> Locale:
    """The first wanted language that there are words for; English where there are none.

    ``wanted`` are tags such as en-AU or pt_BR. A reader keeps their region, because it decides how
    a date is written, unless the words themselves are a region's or a script's own.
    """
    for tag in wanted:
        reader = _parsed(tag)
        if reader and (words := _words_for(reader, translated)):
            return reader if str(words) == words.language else words
    return ENGLISH


def _words_for(reader: Locale, translated: Sequence[Locale]) -> Locale | None:
    """Words in the reader's language and script: their region's, else the plain language's."""
    readable = [words for words in translated if _writing(words) == _writing(reader)]
    readable.sort(key=lambda words: (words.territory != reader.territory, bool(words.territory)))
    return readable[0] if readable else None


def _writing(locale: Locale) -> tuple[str, str]:
    """Language and script: who reads Traditional Chinese is not helped by Simplified."""
    likely: dict[str, str] = get_global("likely_subtags")  # type: ignore[assignment]
    tags = [f"{locale.language}_{locale.territory}", locale.language]
    whole = next((likely[tag] for tag in tags if tag in likely), "")
    return locale.language, locale.script or "".join(whole.split("_")[1:2])


def _parsed(tag: str) -> Locale | None:
    """The locale of a tag; of its language alone, where the rest is nobody's."""
    tag = tag.replace("_", "-")
    return (_known(tag) or _known(tag.partition("-")[0])) if TAG.fullmatch(tag) else None


@lru_cache(maxsize=256)
def _known(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def points_text(number: float) -> str:
    """Points as the reader's region writes numbers: 7.5, or 7,5."""
    return str(format_decimal(number, "0.##"))
