"""Measures speed and quality, side by side with other engines."""
