"""A language that shows what is translated: every sentence as it is, between ⟦ and ⟧."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scripts.translations import gather

WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")


def write_pseudo_english(folder: Path) -> None:
    """Translate all that `make translations` gathers, as if it were English's own translation."""
    catalog = Catalog(locale="en", fuzzy=False)
    for message in gather():
        if message.id:
            words = message.id if isinstance(message.id, str) else tuple(message.id)
            wrapped = f"⟦{words}⟧" if isinstance(words, str) else tuple(f"⟦{w}⟧" for w in words)
            catalog.add(words, wrapped)
    target = folder / "en" / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalog)


def without_translated(text: str) -> str:
    """What is left of a text when every translated part is taken out, inner ones first."""
    while text != (text := WRAPPED.sub("", text)):
        pass
    return text
