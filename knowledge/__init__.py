"""Answers questions from articles, with their exact words."""

from .base import Answer, Finding, KnowledgeBase
from .evaluation import TypeResult, evaluate
from .finding.excerpt import Excerpt
from .finding.explanation import Explanation, Part
from .finding.pages import ArticlePage, Paragraph
from .finding.topics import Topic
from .reading.article import Article, FolderError, Heading, Problem
from .reading.lexicon import Name
from .reading.questions import Gold, GoldenQuestion, read_questions
from .snapshot import SnapshotError

__all__ = [
    "Answer",
    "Article",
    "ArticlePage",
    "Excerpt",
    "Explanation",
    "Finding",
    "FolderError",
    "Gold",
    "GoldenQuestion",
    "Heading",
    "KnowledgeBase",
    "Name",
    "Paragraph",
    "Part",
    "Problem",
    "SnapshotError",
    "Topic",
    "TypeResult",
    "evaluate",
    "read_questions",
]
