"""The specifications' own words: names of claims and members, and values from closed lists."""

_PREFIXES = (
    "https://purl.imsglobal.org/spec/lti/claim/",
    "https://purl.imsglobal.org/spec/lti-dl/claim/",
    "https://purl.imsglobal.org/spec/lti-ags/claim/",
    "https://purl.imsglobal.org/spec/lti-nrps/claim/",
    "https://purl.imsglobal.org/spec/lti-bo/claim/",
    "https://purl.imsglobal.org/spec/lti-gs/claim/",
)

MESSAGE_TYPES = frozenset({
    "LtiResourceLinkRequest", "LtiDeepLinkingRequest", "LtiSubmissionReviewRequest",
    "LtiDataPrivacyLaunchRequest", "LtiEulaRequest", "LtiStartProctoring", "LtiEndAssessment",
    "LtiContextCopyNotice", "LtiHelloWorldNotice",
})  # fmt: skip

KNOWN_NAMES = frozenset({
    # OpenID Connect Core 1.0, 2 and 5.1
    "iss", "aud", "azp", "sub", "nonce", "iat", "exp", "nbf", "jti", "name", "given_name",
    "family_name", "middle_name", "email", "picture", "locale",
    # LTI 1.3 core, 5.3 and 5.4, with the members of each claim
    "message_type", "version", "deployment_id", "target_link_uri", "resource_link", "roles",
    "role_scope_mentor", "context", "tool_platform", "launch_presentation", "lis", "custom", "ext",
    "lti1p1", "lti11_legacy_user_id", "id", "title", "label", "type", "description", "guid",
    "contact_email", "url", "product_family_code", "document_target", "height", "width",
    "return_url", "person_sourcedid", "course_offering_sourcedid", "course_section_sourcedid",
    "user_id", "context_id", "resource_link_id", "oauth_consumer_key", "oauth_consumer_key_sign",
    # Deep Linking 2.0, 4.4.1; Assignment and Grade 2.0, 3.1; Names and Role 2.0, 3.6; others
    "deep_linking_settings", "deep_link_return_url", "accept_types", "accept_media_types",
    "accept_presentation_document_targets", "accept_multiple", "auto_create", "accept_lineitem",
    "data", "text", "endpoint", "scope", "lineitems", "lineitem", "namesroleservice",
    "context_memberships_url", "service_versions", "groupsservice", "context_groups_url",
    "context_group_sets_url", "for_user", "submission", "basicoutcome", "lis_result_sourcedid",
    "lis_outcome_service_url", "platformnotificationservice",
    "platform_notification_service_url", "notice_types_supported",
    # The custom parameters that this tool asks for
    "context_id_history", "resource_link_id_history", "activity_id",
    # What Canvas and Moodle put into claims of their own
    "validation_context", "errors", "user_username", "lms",
})  # fmt: skip

SHORT_NAMES = {prefix + name: name for prefix in ("", *_PREFIXES) for name in KNOWN_NAMES}
"""Names of claims as they are sent, and what they are called without the specification's prefix."""

_AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
_COURSE = "http://purl.imsglobal.org/vocab/lis/v2/course#"
_CONTEXT_TYPES = ("CourseTemplate", "CourseOffering", "CourseSection", "Group")
_TARGETS = frozenset({"frame", "iframe", "window", "embed"})

KNOWN_WORDS: dict[str, frozenset[str]] = {
    "message_type": MESSAGE_TYPES,
    "version": frozenset({"1.3.0"}),
    "context.type": frozenset({*_CONTEXT_TYPES, *(_COURSE + name for name in _CONTEXT_TYPES)}),
    "launch_presentation.document_target": _TARGETS,
    "deep_linking_settings.accept_presentation_document_targets": _TARGETS,
    "deep_linking_settings.accept_types": frozenset(
        {"link", "file", "html", "ltiResourceLink", "image", "ltiAssetProcessor"}
    ),
    "tool_platform.product_family_code": frozenset({
        "moodle", "canvas", "desire2learn", "brightspace", "BlackboardLearn", "sakai", "schoology",
        "openedx", "open-edx", "ilias", "itslearning", "Blackbaud", "Cornerstone",
    }),
    "endpoint.scope": frozenset(
        {_AGS + name for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")}
    ),
    "namesroleservice.service_versions": frozenset({"1.0", "2.0"}),
    "groupsservice.service_versions": frozenset({"1.0"}),
}  # fmt: skip
"""Words from closed lists, by where they may stand."""
