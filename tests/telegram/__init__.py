"""A Bot API server for tests, which refuses what Telegram refuses."""
