"""Custom parameters: templates that name variables, filled in at launch (LTI Core 1.3, 4.6)."""

from collections.abc import Mapping


def expand(templates: Mapping[str, str], variables: Mapping[str, str]) -> dict[str, str]:
    """Fill in the variables that an LMS knows; the others stay as they were written."""
    return {name: variables.get(template, template) for name, template in templates.items()}
