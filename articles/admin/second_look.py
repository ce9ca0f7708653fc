"""What happens when two editors save at the same moment: the later one's form is looked at once more."""

from typing import Any

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

from articles.models.article import EditConflict

LOOKS = 3


class SecondLook(admin.ModelAdmin):
    """Between a form's checks and its save another editor may take the name, the address or the version.

    The database refuses the later save. Checked again, the form finds the other's row and says so in words.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for _ in range(LOOKS - 1):
            try:
                return super().changeform_view(request, *args, **kwargs)
            except (EditConflict, IntegrityError):
                continue
        return super().changeform_view(request, *args, **kwargs)
