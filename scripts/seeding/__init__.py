"""A few weeks of life for the demo: two classes of the practice LMS's schools that work together.

``creek-watch.toml`` is what happened, a step a person; the modules beside it are what a step means.
Everything is done by the tool's own services, as if people had done it, with the clock turned back.
"""
