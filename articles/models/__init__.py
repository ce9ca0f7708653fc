"""The archive's rows: people, topics, pictures, sources, articles, their revisions and their editions."""

from articles.models.article import Article, Byline
from articles.models.author import Author, AuthorAlias
from articles.models.edition import Edition, EditionByline
from articles.models.picture import Picture
from articles.models.revision import Revision
from articles.models.source import Rights, Source
from articles.models.topic import Tagging, Topic, TopicAlias

__all__ = [
    "Article",
    "Author",
    "AuthorAlias",
    "Byline",
    "Edition",
    "EditionByline",
    "Picture",
    "Revision",
    "Rights",
    "Source",
    "Tagging",
    "Topic",
    "TopicAlias",
]
