"""The words that pseudonyms are made of: things seen outdoors, which say nothing of a person.

Chosen to be short, kind, and neither a given name nor rude in the languages that are shipped.
"""

import secrets
from itertools import product

FIRST = (
    *("Amber", "Autumn", "Bright", "Bronze", "Calm", "Cloudy", "Copper", "Coral", "Cosy", "Crisp"),
    *("Curious", "Dapple", "Distant", "Early", "Evening", "Floating", "Foggy", "Forest", "Frosty"),
    *("Gentle", "Glowing", "Golden", "Granite", "Green", "Hidden", "Humming", "Indigo", "Island"),
    *("Lantern", "Lively", "Lofty", "Maple", "Marble", "Meadow", "Merry", "Misty", "Mossy"),
    *("Mountain", "Nimble", "Northern", "Ocean", "Orange", "Paper", "Patient", "Pebble", "Plum"),
    *("Quick", "Quiet", "Rainy", "Ripple", "River", "Rocky", "Rolling", "Rusty", "Sandy"),
    *("Shady", "Silver", "Sparkling", "Speckled", "Spring", "Starry", "Steady", "Striped"),
    *("Sunny", "Swift", "Thunder", "Tidal", "Turquoise", "Velvet", "Violet", "Wandering"),
    *("Western", "Winter", "Woolly", "Yellow"),
)
SECOND = (
    *("Acorn", "Badger", "Beetle", "Birch", "Boulder", "Breeze", "Brook", "Canyon", "Cedar"),
    *("Cloud", "Comet", "Crane", "Cricket", "Cypress", "Dolphin", "Dragonfly", "Driftwood"),
    *("Eagle", "Echidna", "Falcon", "Feather", "Fern", "Firefly", "Fox", "Gecko", "Glacier"),
    *("Gumnut", "Harbour", "Hedgehog", "Heron", "Hill", "Kestrel", "Kite", "Koala", "Lagoon"),
    *("Lake", "Leaf", "Lighthouse", "Lizard", "Magpie", "Moon", "Moth", "Mushroom", "Nautilus"),
    *("Octopus", "Orchard", "Otter", "Owl", "Panda", "Parrot", "Pelican", "Penguin", "Pine"),
    *("Planet", "Platypus", "Possum", "Puffin", "Quokka", "Rabbit", "Rainbow", "Reef", "Rocket"),
    *("Salmon", "Seal", "Shell", "Snowflake", "Sparrow", "Squirrel", "Starfish", "Stone"),
    *("Swallow", "Swan", "Thistle", "Tortoise", "Turtle", "Valley", "Wallaby", "Walnut"),
    *("Waterfall", "Willow", "Wombat", "Woodpecker", "Wren"),
)

COUNT = len(FIRST) * len(SECOND)


def draw(taken: set[str]) -> str:
    """A name that nobody has yet; with a number behind it once all are given out."""
    for _ in range(50):
        name = f"{secrets.choice(FIRST)} {secrets.choice(SECOND)}"
        if name not in taken:
            return name
    free = [f"{one} {two}" for one, two in product(FIRST, SECOND) if f"{one} {two}" not in taken]
    return secrets.choice(free) if free else f"{name} {secrets.randbelow(900_000) + 100_000}"
