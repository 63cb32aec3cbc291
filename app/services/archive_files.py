"""An Archive as a file: a site that opens without a network, and the same as JSON, in a zip."""

import io
import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import current_app

from app.models import now
from app.services.archiving import Collected, Json


def zipped(collected: Collected) -> bytes:
    """The file. No name in it comes from what people wrote; what it shows needs nothing else."""
    data = collected.data
    files = {"index.html": _page("archives/index.html", archive=data), "archive.json": _json(data)}
    for activity in data["activities"]:
        for topic in activity["topics"]:
            page = _page("archives/topic.html", archive=data, activity=activity, topic=topic)
            files[f"topics/{topic['id']}.html"] = page
    return _zip(files | {"style.css": _style()})


def _page(name: str, **values: Json) -> str:
    template = current_app.jinja_env.get_template(name)
    return template.render(**values)


def _json(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _style() -> str:
    return Path(__file__).with_name("archive_style.css").read_text()


def _zip(files: dict[str, str]) -> bytes:
    target, moment = io.BytesIO(), now().timetuple()[:6]
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = ZipInfo(name, date_time=moment)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text)
    return target.getvalue()
