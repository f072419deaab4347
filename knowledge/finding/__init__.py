"""A question becomes findings."""
