"""Text becomes terms, articles and questions alike."""
