"""The entities and their own rules. Neither Flask nor the database session is known here."""

from app.models.activity import Activity, Kind, Phase
from app.models.base import Base, now
from app.models.charter import Acceptance, Charter
from app.models.collaboration import Collaboration, CollaborationState
from app.models.consent import Consent, ConsentProposal, ConsentState, Purpose
from app.models.console_link import ConsoleLink
from app.models.console_session import ConsoleSession
from app.models.context import Context
from app.models.context_copy import ContextCopy
from app.models.deep_link_request import DeepLinkRequest
from app.models.delivery import Delivery
from app.models.deployment import Deployment
from app.models.draft import Draft, DraftKind
from app.models.event import ActorKind, Event
from app.models.flag import Flag
from app.models.flag_facts import FlagReason, FlagState
from app.models.heartbeat import Heartbeat
from app.models.invitation import Invitation, InvitationTry
from app.models.launch_record import LaunchRecord
from app.models.leased import Leased, LeaseState
from app.models.line_item import LineItem
from app.models.link_absence import LinkAbsence
from app.models.login_attempt import LoginAttempt
from app.models.membership import READ_ONLY, STAFF, Membership, Role, TopicView
from app.models.notice import Notice, NoticeSubscription
from app.models.nudge import Nudge
from app.models.parting import Parting
from app.models.platform import Platform
from app.models.post import Post
from app.models.prompt_flag import PromptFlag
from app.models.pseudonym import Pseudonym
from app.models.read_mark import ReadMark
from app.models.registration_invitation import RegistrationInvitation
from app.models.resource_link import ResourceLink
from app.models.review import Review, ReviewKind, ReviewReason, ReviewStage, ReviewState
from app.models.review_note import ReviewNote
from app.models.review_rule import ReviewRule
from app.models.revision import Revision
from app.models.roster_sync import RosterSync
from app.models.rotation import FeaturedTopic, Reader, Rotation
from app.models.school import PartnerNames, School
from app.models.score import Score, ScoreRevision
from app.models.session import Session
from app.models.space import Relation, Space, SpaceContext
from app.models.team import Team, TeamMember
from app.models.timetable import Timetable
from app.models.tool_key import ToolKey
from app.models.topic import Topic
from app.models.user import User

__all__ = [
    "READ_ONLY",
    "STAFF",
    "Acceptance",
    "Activity",
    "ActorKind",
    "Base",
    "Charter",
    "Collaboration",
    "CollaborationState",
    "Consent",
    "ConsentProposal",
    "ConsentState",
    "ConsoleLink",
    "ConsoleSession",
    "Context",
    "ContextCopy",
    "DeepLinkRequest",
    "Delivery",
    "Deployment",
    "Draft",
    "DraftKind",
    "Event",
    "FeaturedTopic",
    "Flag",
    "FlagReason",
    "FlagState",
    "Heartbeat",
    "Invitation",
    "InvitationTry",
    "Kind",
    "LaunchRecord",
    "LeaseState",
    "Leased",
    "LineItem",
    "LinkAbsence",
    "LoginAttempt",
    "Membership",
    "Notice",
    "NoticeSubscription",
    "Nudge",
    "Parting",
    "PartnerNames",
    "Phase",
    "Platform",
    "Post",
    "PromptFlag",
    "Pseudonym",
    "Purpose",
    "ReadMark",
    "Reader",
    "RegistrationInvitation",
    "Relation",
    "ResourceLink",
    "Review",
    "ReviewKind",
    "ReviewNote",
    "ReviewReason",
    "ReviewRule",
    "ReviewStage",
    "ReviewState",
    "Revision",
    "Role",
    "RosterSync",
    "Rotation",
    "School",
    "Score",
    "ScoreRevision",
    "Session",
    "Space",
    "SpaceContext",
    "Team",
    "TeamMember",
    "Timetable",
    "ToolKey",
    "Topic",
    "TopicView",
    "User",
    "now",
]
