"""What stands beside a form: a heading and a template that is given its own words."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
