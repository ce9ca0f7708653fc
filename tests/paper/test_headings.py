"""What stands over a headline."""

import pytest

from articles.models import Topic
from articles.public.cards import heading, sorted_topics
from tests.make import make_edition

pytestmark = pytest.mark.django_db


def test_a_section_that_repeats_the_type_is_not_announced_twice() -> None:
    opinion = Topic.objects.named("Opinion", Topic.Kind.SECTION)
    place = Topic.objects.named("Ilsany", Topic.Kind.PLACE)
    edition = make_edition(type="opinion", topics=[opinion, place])

    assert heading(edition, sorted_topics(edition)) == place


def test_a_section_is_announced_before_a_place() -> None:
    section = Topic.objects.named("Politics", Topic.Kind.SECTION)
    place = Topic.objects.named("Ilsany", Topic.Kind.PLACE)
    edition = make_edition(topics=[section, place])

    assert heading(edition, sorted_topics(edition)) == section
