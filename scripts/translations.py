"""``make translations``: gather what Courtyard says, and bring every language up to date.

``make translations ARGS=ar`` begins a language. The template of all sentences (messages.pot)
is not kept: it is gathered anew each time. Kept are translations/LANGUAGE/LC_MESSAGES/messages.po,
which people edit, and messages.mo beside it, which is what the tool reads: so a checkout serves
every language without a further step, and a test finds a .mo that is behind its .po.
"""

import argparse
import sys
from io import StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from scripts.stamps import PROJECT

TRANSLATIONS = PROJECT / "translations"
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(["_l", "lazy_gettext"])
"""Babel knows _, gettext, ngettext and N_ by itself."""


def main() -> int:
    """Update the languages there are, or begin one, and return an exit status."""
    parser = argparse.ArgumentParser(prog="make translations", description=__doc__)
    parser.add_argument("language", nargs="?", help="a language to begin, such as ar or pt_BR")
    language = parser.parse_args().language
    try:
        languages = [*known_languages(), *([str(Locale.parse(language))] if language else [])]
    except (ValueError, UnknownLocaleError):
        print(f"{language!r} is no language tag; write it like ar or pt_BR.", file=sys.stderr)
        return 1
    sentences = gather()
    print(f"{len(sentences)} sentences.")
    for each in sorted(set(languages)):
        left = bring_up_to_date(TRANSLATIONS / each / "LC_MESSAGES", each, sentences)
        print(f"{each}: {left} to translate.")
    return 0


def known_languages(folder: Path = TRANSLATIONS) -> list[str]:
    """The languages that have a messages.po."""
    return sorted(path.parts[-3] for path in folder.glob("*/LC_MESSAGES/messages.po"))


def gather() -> Catalog:
    """Every sentence of the code and the templates."""
    mapping = StringIO((TRANSLATIONS / "babel.cfg").read_text("utf-8"))
    methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(PROJECT, methods, options, KEYWORDS, ("Translators:",))
    sentences = Catalog()
    for filename, _line, message, comments, context in sorted(found, key=lambda row: row[:2]):
        sentences.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    return sentences


def bring_up_to_date(folder: Path, language: str, sentences: Catalog) -> int:
    """Write a language's two files, and say how many sentences it lacks."""
    folder.mkdir(parents=True, exist_ok=True)
    po = folder / "messages.po"
    catalog = Catalog(locale=language, header_comment="# Courtyard", fuzzy=False)
    if po.is_file():
        with po.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(sentences, no_fuzzy_matching=True)
    with po.open("wb") as file:
        # Without line numbers: they change with every edit, and say nothing to a translator.
        write_po(file, catalog, sort_output=True, include_lineno=False, ignore_obsolete=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    return sum(1 for message in catalog if message.id and not is_translated(message))


def is_translated(message: Message) -> bool:
    """Whether every form of it is there."""
    forms = [message.string] if isinstance(message.string, str) else message.string or []
    return bool(forms) and all(forms)


if __name__ == "__main__":
    sys.exit(main())
