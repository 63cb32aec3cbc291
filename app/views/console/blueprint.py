"""The console's one blueprint: its pages are in the modules beside this one."""

from flask import Blueprint

bp = Blueprint("console", __name__, url_prefix="/console")
