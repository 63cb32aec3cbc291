"""`python -m practice_lms [serve | registrations | rotate-keys SCHOOL | drop-keys SCHOOL]`."""

from __future__ import annotations

import argparse
import json
import sys

from practice_lms.config import ConfigError, config_from_environment
from practice_lms.lms import PracticeLms, create_lms
from practice_lms.school import School
from practice_lms.serving import serve_forever


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        lms = create_lms(config_from_environment())
        _run(lms, options)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m practice_lms", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("serve", help="serve on 127.0.0.1:LMS_PORT (the default)")
    commands.add_parser("registrations", help="print what the tool's `platforms import` reads")
    rotate = commands.add_parser("rotate-keys", help="sign with another key from now on")
    rotate.add_argument("school", help="for example wattle-park")
    drop = commands.add_parser("drop-keys", help="stop publishing the keys that no longer sign")
    drop.add_argument("school", help="for example wattle-park")
    return parser


def _run(lms: PracticeLms, options: argparse.Namespace) -> None:
    if options.command == "registrations":
        print(json.dumps(lms.registrations, indent=2))
    elif options.command == "rotate-keys":
        print(f"Signing with {_school(lms, options.school).rotate_keys().kid} from now on.")
    elif options.command == "drop-keys":
        dropped = _school(lms, options.school).keys.drop_retired()
        print(f"No longer published: {', '.join(dropped) or 'none'}.")
    else:
        serve_forever(lms)


def _school(lms: PracticeLms, slug: str) -> School:
    try:
        return lms.school(slug)
    except KeyError:
        known = ", ".join(school.slug for school in lms.schools)
        raise ConfigError(f"There is no school {slug!r}. Known: {known}.") from None


if __name__ == "__main__":
    sys.exit(main())
