"""Only real pictures come in; what is kept of one is drawn anew, upright and without what rode along."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw

from articles import images


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 40), mode: str = "RGB", **options) -> bytes:
    image = Image.new(mode, size)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill=image.getpixel((0, 0)) or 1)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_that_claims(width: int, height: int) -> bytes:
    """Some bytes of PNG whose header promises a picture of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def refusal(content: bytes) -> str:
    with pytest.raises(images.NotAPicture) as caught:
        images.treat(content)
    return str(caught.value)


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_a_picture_keeps_its_format_and_size(kind, suffix):
    treated = images.treat(picture(kind))
    assert (treated.suffix, treated.width, treated.height) == (suffix, 64, 40)
    assert Image.open(io.BytesIO(treated.content)).format == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7 not a picture",
        b"just some words",
        b"",
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content):
    assert "not a JPEG, PNG or WebP picture" in refusal(content)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_formats_are_refused(kind):
    assert "not a JPEG, PNG or WebP picture" in refusal(picture(kind, size=(16, 16)))


@pytest.mark.parametrize("side", [6_400, 10_000, 13_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(side):
    assert "more than 40 megapixels" in refusal(png_that_claims(side, side))


def test_a_file_of_too_many_bytes_is_refused_unread():
    assert "larger than 10 MB" in refusal(b"\xff\xd8" + bytes(images.MAX_BYTES))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(kind):
    whole = picture(kind, size=(300, 200))
    assert "damaged" in refusal(whole[: len(whole) // 2])


def test_a_picture_that_lies_about_its_size_is_refused():
    assert "damaged" in refusal(png_that_claims(500, 500))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_rides_along_behind_a_picture_is_not_kept(kind):
    rider = b"<script>alert('rider')</script>PK\x03\x04"
    assert b"rider" not in images.treat(picture(kind) + rider).content


def test_words_inside_a_picture_are_not_kept():
    notes = b"<script>alert('notes')</script>"
    header, rest = picture("PNG")[:33], picture("PNG")[33:]
    content = header + chunk(b"tEXt", b"Comment\0" + notes) + rest
    assert b"alert" not in images.treat(content).content


def test_the_notes_of_a_camera_are_not_kept():
    exif = Image.Exif()
    exif[0x010F] = "Lens & Sons"
    exif[0x8825] = {1: "N", 2: (42.0, 52.0, 0.0)}
    treated = images.treat(picture("JPEG", exif=exif.tobytes()))
    kept = Image.open(io.BytesIO(treated.content))
    assert not kept.getexif()
    assert b"Lens" not in treated.content


def test_a_picture_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    treated = images.treat(picture("JPEG", exif=exif.tobytes()))
    assert (treated.width, treated.height) == (40, 64)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_notes_of_a_camera_do_not_lose_the_picture():
    treated = images.treat(picture("JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"))
    assert (treated.width, treated.height) == (64, 40)


def test_an_animated_picture_is_refused():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert "animated" in refusal(out.getvalue())


def test_a_second_view_in_a_telephones_picture_is_left_out():
    views = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    views[0].save(out, "MPO", save_all=True, append_images=views[1:])
    kept = Image.open(io.BytesIO(images.treat(out.getvalue()).content))
    assert (kept.format, kept.getpixel((4, 4))[0] > 200) == ("JPEG", True)


@pytest.mark.parametrize(
    ("mode", "kind", "kept"),
    [
        ("CMYK", "JPEG", "RGB"),
        ("L", "JPEG", "L"),
        ("RGBA", "PNG", "RGBA"),
        ("P", "PNG", "RGB"),
        ("1", "PNG", "L"),
        ("I;16", "PNG", "L"),
    ],
)
def test_every_kind_of_colours_is_brought_to_a_common_one(mode, kind, kept):
    treated = images.treat(picture(kind, mode=mode))
    assert Image.open(io.BytesIO(treated.content)).mode == kept


def test_sixteen_bits_of_grey_keep_their_brightness():
    image = Image.new("I;16", (4, 4), 128 * 256)
    out = io.BytesIO()
    image.save(out, "PNG")
    kept = Image.open(io.BytesIO(images.treat(out.getvalue()).content))
    assert kept.getpixel((1, 1)) == 128


def test_colours_are_converted_before_their_profile_is_dropped():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    treated = images.treat(picture("JPEG", icc_profile=profile))
    assert "icc_profile" not in Image.open(io.BytesIO(treated.content)).info


def test_a_broken_colour_profile_does_not_lose_the_picture():
    assert images.treat(picture("JPEG", icc_profile=b"no profile at all")).width == 64


def test_a_treated_picture_is_a_picture():
    once = images.treat(picture("PNG", mode="RGBA"))
    assert images.treat(once.content).content == once.content


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("PNG", "P")])
def test_a_thumbnail_is_a_small_jpeg(kind, mode):
    small = Image.open(io.BytesIO(images.thumbnail(picture(kind, size=(400, 200), mode=mode), 80)))
    assert (small.format, small.size) == ("JPEG", (80, 40))
