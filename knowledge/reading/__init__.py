"""Files become articles: a knowledge folder read, cleaned and checked."""
