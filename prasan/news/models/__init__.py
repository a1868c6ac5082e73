"""Stories, their versions, their pictures."""

from prasan.news.models.journal_issue import JournalEntry, JournalIssue
from prasan.news.models.newsletter_issue import NewsletterIssue, NewsletterSettings, YearOfIssues
from prasan.news.models.photo import StoryPhoto
from prasan.news.models.picture_take_down import PictureSentOut, PictureTakeDown
from prasan.news.models.recording import RecordingUpload, StoryRecording
from prasan.news.models.story import Story, YearOfNews
from prasan.news.models.version import StoryVersion

__all__ = [
    "JournalEntry",
    "JournalIssue",
    "NewsletterIssue",
    "NewsletterSettings",
    "PictureSentOut",
    "PictureTakeDown",
    "RecordingUpload",
    "Story",
    "StoryPhoto",
    "StoryRecording",
    "StoryVersion",
    "YearOfIssues",
    "YearOfNews",
]
