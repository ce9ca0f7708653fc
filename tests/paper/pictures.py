"""Pictures for tests of the paper."""

from typing import Any

from articles.models import Picture, Rights


def make_picture(file: str = "ferry.jpg", **what_matters: Any) -> Picture:
    """A picture that could be published. Its size is given, so that no file needs to be there."""
    fields = {"width": 1200, "height": 800, "alt": "A ferry", "rights": Rights.OWN}
    return Picture.objects.create(file=file, **(fields | what_matters))
