"""The desk over the archive's own rows. Importing it registers them with the admin site."""

from articles.admin import article, author, picture, source, topic

__all__ = ["article", "author", "picture", "source", "topic"]
