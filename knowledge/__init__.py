"""Answers questions from articles, with their exact words."""

from .base import KnowledgeBase
from .evaluation import TypeResult, evaluate, has_evidence
from .finding.answering import Answer
from .finding.article_cards import ArticleCard
from .finding.comparison import Comparison, Side
from .finding.excerpt import Excerpt, Finding
from .finding.explanation import Explanation, Part
from .finding.pages import ArticlePage, Paragraph
from .finding.topic_cards import Quotation, TopicCard
from .finding.topics import Topic
from .reading.article import Article, FolderError, Heading, Problem
from .reading.lexicon import Name
from .reading.questions import Gold, GoldenQuestion, read_questions
from .snapshot import SnapshotError

__all__ = [
    "Answer",
    "Article",
    "ArticleCard",
    "ArticlePage",
    "Comparison",
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
    "Quotation",
    "Side",
    "SnapshotError",
    "Topic",
    "TopicCard",
    "TypeResult",
    "evaluate",
    "has_evidence",
    "read_questions",
]
