from publishing.models.dossier import Comment, Dossier, Passage, Version
from publishing.models.letters import Bounce, Delivery, FollowedList, Issue, IssueItem, Letter, Subscriber
from publishing.models.mail import Mail, MailHold
from publishing.models.notice import Notice, Wish
from publishing.models.review import CRITERIA, Criterion, Review, Score
from publishing.models.sent_form import SentForm
from publishing.models.suggestion import Suggestion

__all__ = [
    "CRITERIA",
    "Bounce",
    "Comment",
    "Criterion",
    "Delivery",
    "Dossier",
    "FollowedList",
    "Issue",
    "IssueItem",
    "Letter",
    "Mail",
    "MailHold",
    "Notice",
    "Passage",
    "Review",
    "Score",
    "SentForm",
    "Subscriber",
    "Suggestion",
    "Version",
    "Wish",
]
