"""Ways in which platform storage can fail a tool; the page's script plays them."""

STORAGE_FRAME = "platform_lti_storage"
"""The name of the frame that keeps values while `named-frame` is on."""

NAME_IT = ("named-frame", "no-frame")
"""The faults under which login and answer name it."""

FAULTS: tuple[tuple[str, str], ...] = (
    ("silent", "No message is answered."),
    ("late", "Answers come late."),
    ("wrong-origin", "Answers come from a stranger's frame."),
    ("full", "There is never any room."),
    ("forgetful", "What was put is not there any more."),
    ("changed", "What was put comes back as something else."),
    ("wrong-id", "Answers to messages that nobody sent."),
    ("no-capabilities", "Says that it can do nothing, and does nothing."),
    ("no-frame", f"A frame with the name {STORAGE_FRAME} is named, and is not there."),
    ("named-frame", f"Legal: values are kept by a frame with the name {STORAGE_FRAME}."),
)
