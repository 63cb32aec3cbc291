"""What each outcome of a launch means to an administrator, and what they can do about it.

The person who launched reads other words: those of app.lti.refusals.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

DIAGNOSES: dict[str, LazyString] = {
    "opened": _l("Everything held, and the person is in."),
    "no_context": _l(
        "Everything held, but the LMS named no course, so there was no class to show. "
        "The link stands outside any course, or the tool may not know the course's id: "
        "put the link into a course."
    ),
    # The login that comes before a launch.
    "login_incomplete": _l(
        "A login without its issuer, login_hint or target_link_uri. "
        "Somebody opened the login address by hand, or the LMS has another address for it: "
        "check the initiate login URL there."
    ),
    "unknown_platform": _l(
        "No registration has this issuer and client id. Compare both with the LMS, letter for "
        "letter, or register the LMS."
    ),
    "ambiguous_platform": _l(
        "Several registrations have this issuer, and the LMS sent no client id to tell them "
        "apart. Switch off those that are no longer used."
    ),
    "platform_pending": _l("The registration waits for approval: approve it on its page."),
    "platform_disabled": _l("The registration is switched off: switch it on, on its page."),
    "target_not_ours": _l(
        "The LMS wants to open an address that is not this installation's. "
        "Check the tool URL, or the link's own URL, in the LMS."
    ),
    # What comes back from the platform.
    "platform_error": _l(
        "The LMS answered the login with an error instead of a token; its name stands below. "
        "Mostly the person was not signed in there, or may not open the link."
    ),
    "launch_incomplete": _l(
        "Something was sent to the launch address without state or token. "
        "It was opened by hand, or the LMS still launches with LTI 1.1: set it to LTI 1.3."
    ),
    "state_unknown": _l(
        "A launch that answers no login of ours, or one from more than a day ago. "
        "If it happens to everyone, the LMS skips the login: check the initiate login URL."
    ),
    "state_expired": _l(
        "More than ten minutes between login and launch: somebody was asked to sign in and "
        "took their time. Opening the link again helps."
    ),
    "state_elsewhere": _l(
        "The launch came from another browser than its login did. Opening the link again helps; "
        "if it goes on for one person, somebody may be sending them links."
    ),
    "launch_replayed": _l(
        "A launch that was used before: somebody reloaded the page or went back. Harmless."
    ),
    "token_malformed": _l(
        "What was sent as a token is none. Something between LMS and tool changes or cuts it, "
        "such as a proxy with a limit."
    ),
    "token_key_missing": _l("The token does not say which key signed it: a fault of the LMS."),
    "token_key_unknown": _l(
        "The token was signed with a key that is not in the LMS's key set. Check that the key "
        "set URL is this LMS's, and that it is up to date there. New keys are fetched within a "
        "minute."
    ),
    "token_algorithm": _l(
        "The token is not signed with RS256, the only way that LTI 1.3 allows. "
        "The LMS is set up wrongly, or somebody tries to forge launches."
    ),
    "token_signature": _l(
        "The signature does not hold. The key set URL leads to another LMS's keys, or somebody "
        "tries to forge launches."
    ),
    "token_claim_missing": _l("The token lacks a required claim: a fault of the LMS."),
    "token_expired": _l(
        "The token's time was over when it arrived. Mostly the clock of the LMS or of this "
        "server is wrong: compare them."
    ),
    "token_times": _l(
        "The token's times make no sense to this server's clock. Compare the two clocks; "
        "the times below are told from the moment of arrival."
    ),
    "token_issuer": _l(
        "The token names another issuer than the registration. Compare the issuer with the LMS, "
        "letter for letter, the slash at its end too."
    ),
    "token_audience": _l(
        "The token is for another client id than the registration's. Compare the client id with "
        "the LMS: perhaps the tool was registered there twice."
    ),
    "token_nonce": _l(
        "The token answers another login than its state. Something kept an old launch and sent "
        "it again; opening the link again helps."
    ),
    "keys_unreachable": _l(
        "The LMS's keys could not be fetched, so nobody can be let in. Check that this server "
        "reaches the key set URL; what went wrong stands below."
    ),
    # What the launch says.
    "unknown_deployment": _l(
        "The LMS named a deployment id that is not known here, and so many wait for approval "
        "already that no more are taken down. Approve those that are yours, on the LMS's page."
    ),
    "deployment_pending": _l("The deployment waits for approval: approve it on the LMS's page."),
    "message_version": _l("The launch is not of LTI 1.3.0: set the tool to LTI 1.3 in the LMS."),
    "message_type": _l(
        "The LMS asks for something that this tool does not offer. "
        "Check where the tool was placed there."
    ),
    "message_incomplete": _l(
        "The launch lacks something that LTI requires; its name stands below. "
        "Check the tool's settings in the LMS."
    ),
    "message_malformed": _l(
        "Something in the launch is not what LTI says it must be, such as an id of more than "
        "255 characters; its name stands below. It is a fault of the LMS."
    ),
    "person_missing": _l(
        "The LMS did not say who the person is. They were not signed in, or the LMS lets guests "
        "open the link."
    ),
    "notices_malformed": _l(
        "The LMS sent notices in a form that the Platform Notification Service does not have. "
        "Its vendor can say why; launches go on as before."
    ),
    "column_unknown": _l(
        "The LMS asked for a student's work by a gradebook column that no activity here has. "
        "Open the activity once from the course, so that Courtyard learns of its column."
    ),
    "submitter_unknown": _l(
        "The LMS asked for the work of somebody who has never opened Courtyard in this course, "
        "and whom its class list has not named yet. Nothing is broken."
    ),
    "activities_not_taken": _l(
        "A deep linking request that accepts no resource links: the tool was placed where the LMS "
        "takes files, images or links only. Place it where activities are chosen."
    ),
    "teachers_only": _l(
        "Somebody without a teacher's role in the course asked to add activities. "
        "If they are a teacher, look at the role that the LMS sends, below."
    ),
    "target_changed": _l(
        "The launch leads elsewhere than its login said. Check the tool URL and the link's own "
        "URL in the LMS; they may differ in http and https."
    ),
}
"""By a LaunchRecord's outcome. A test holds that every refusal is here."""
