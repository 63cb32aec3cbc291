"""A small LMS that launches an LTI 1.3 tool: for the demo, for development and for the tests.

It is a platform of its own: it shares no code with the tool, signs for real, and speaks as a
Moodle at one school and as a Canvas at the other. All its people are invented.
"""

from practice_lms.config import DEFAULT_SCHOOLS, LmsConfig, SchoolConfig
from practice_lms.lms import PracticeLms, create_lms

__all__ = ["DEFAULT_SCHOOLS", "LmsConfig", "PracticeLms", "SchoolConfig", "create_lms"]
