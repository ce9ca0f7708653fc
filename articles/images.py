"""Picture treatment: what an upload must be, and what is kept of it. Pure; no upload is ever stored as it came.

In: the bytes of an upload. Out: the same picture drawn anew, upright, without a camera's notes or anything that rode
along. Errors: `NotAPicture`, with a sentence for the editor.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MEGABYTES = 10
MAX_BYTES = MEGABYTES * 1024 * 1024
MEGAPIXELS = 40
MAX_PIXELS = MEGAPIXELS * 1_000_000
"""Pillow itself only warns up to twice its own limit, and a file of some kilobytes can hold a picture that fills a
machine's memory: the size is looked at before anything is decoded."""

FORMATS = ("JPEG", "PNG", "WEBP")
ACCEPTED = "JPEG, PNG or WebP"
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_SAVE = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 90, "method": 4},
}
# What Pillow raises over a file that lies about itself: its plug-ins let several kinds through.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)


class NotAPicture(Exception):
    """An upload that is not taken. Its text is a sentence for the editor."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A picture that may be stored: its bytes and the suffix that fits them."""

    content: bytes
    suffix: str
    width: int
    height: int


def treat(content: bytes) -> Treated:
    """The picture in ``content``, upright and re-encoded. Raises NotAPicture."""
    image, kind = _opened(content)
    try:
        upright = _upright(image)
        plain = _in_common_colours(upright, kind)
    except (*_BROKEN, MemoryError) as error:
        raise NotAPicture("The file is damaged or cut off and cannot be shown.") from error
    return Treated(_encoded(plain, kind), _SUFFIXES[kind], plain.width, plain.height)


def thumbnail(content: bytes, edge: int) -> bytes:
    """A JPEG of the picture in ``content``, no side longer than ``edge``. Raises NotAPicture."""
    image, _ = _opened(content)
    try:
        image.draft("RGB", (edge * 2, edge * 2))
        image.thumbnail((edge, edge))
        small = _on_white(image)
    except _BROKEN as error:
        raise NotAPicture("The file is damaged or cut off and cannot be shown.") from error
    return _encoded(small, "JPEG")


def _opened(content: bytes) -> tuple[Image.Image, str]:
    if len(content) > MAX_BYTES:
        raise NotAPicture(f"The file is larger than {MEGABYTES} MB.")
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise NotAPicture(f"The file is not a {ACCEPTED} picture, whatever it is called.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture(_too_large()) from error
    except (*_BROKEN, TypeError) as error:
        raise NotAPicture("The file is damaged and cannot be opened.") from error
    if image.width * image.height > MAX_PIXELS:
        raise NotAPicture(_too_large())
    # A telephone's JPEG may carry a second view (MPO); the first is the picture.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if kind != "JPEG" and getattr(image, "is_animated", False):
        raise NotAPicture("The picture is animated. Give a still one.")
    return image, kind


def _too_large() -> str:
    return f"The picture has more than {MEGAPIXELS} megapixels. Make it smaller first."


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    try:
        return ImageOps.exif_transpose(image)
    except (*_BROKEN, TypeError, ZeroDivisionError):
        # The camera's notes are broken, the picture is not.
        return image


def _in_common_colours(image: Image.Image, kind: str) -> Image.Image:
    """In sRGB, without a profile; transparency is kept where the format has it."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    has_alpha = kind != "JPEG" and (image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info)
    profile = image.info.get("icc_profile")
    wanted = "RGBA" if has_alpha else "L" if image.mode in ("1", "L") else "RGB"
    if profile and image.mode in ("RGB", "CMYK"):
        image = _from_profile(image, profile)
    image = image.convert(wanted)
    image.info.clear()
    return image


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            image, embedded, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # colours a little off are better than no picture
    return converted or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA", "P"):
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image.convert("RGB")


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **_SAVE[kind])
    return out.getvalue()
