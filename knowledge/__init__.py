"""Answers questions from articles, with their exact words."""

from .base import Answer, Finding, KnowledgeBase
from .evaluation import TypeResult, evaluate
from .finding.excerpt import Excerpt
from .reading.article import Article, FolderError, Heading, Problem
from .reading.lexicon import Name
from .reading.questions import Gold, GoldenQuestion, read_questions

__all__ = [
    "Answer",
    "Article",
    "Excerpt",
    "Finding",
    "FolderError",
    "Gold",
    "GoldenQuestion",
    "Heading",
    "KnowledgeBase",
    "Name",
    "Problem",
    "TypeResult",
    "evaluate",
    "read_questions",
]
