"""An index of articles: what stands where in them, ready to be asked."""
