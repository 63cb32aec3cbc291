"""``jobs``: what is done outside requests."""

import click
from flask import current_app

from app.cli.group import Group
from app.queue import Queue

group = Group("jobs", help="What is done outside requests: rosters, scores.")


@group.command("run")
@click.option("--threads", default=2, show_default=True, help="How many work at once.")
def run(threads: int) -> None:
    """Do what is due, until stopped. One of these runs beside the server."""
    _queue().later("sweep")
    _queue().huey.create_consumer(workers=threads, worker_type="thread").run()


@group.command("once")
def once() -> None:
    """Do what is due now, and end: for a clock of your own, such as cron."""
    _queue().later("sweep")
    click.echo(f"Tasks done: {_queue().run_waiting()}.")


def _queue() -> Queue:
    queue: Queue = current_app.extensions["courtyard_queue"]
    return queue
