"""Images of pixels: decoded whole and encoded anew, so that nothing else in the file stays."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from itembank.media import MediaKind
from testplatform.intake.files import CheckedFile, FileRefused, Refusal
from testplatform.intake.signatures import FileForm

MOST_PIXELS = 24_000_000
JPEG_QUALITY = 90
_NAMES = {FileForm.PNG: "PNG", FileForm.JPEG: "JPEG", FileForm.WEBP: "WEBP"}
_EXTENSIONS = {FileForm.PNG: "png", FileForm.JPEG: "jpg", FileForm.WEBP: "webp"}
_OPTIONS: dict[FileForm, dict[str, object]] = {
    FileForm.PNG: {"optimize": True},
    FileForm.JPEG: {"quality": JPEG_QUALITY, "progressive": True},
    FileForm.WEBP: {"quality": JPEG_QUALITY, "method": 4},
}
PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG_END = b"\xff\xd9"
RIFF_HEAD = 8


def check_photograph(data: bytes, form: FileForm) -> CheckedFile:
    """Decode a PNG, JPEG or WebP and encode it anew: metadata and colour profiles stay behind.

    Raises:
        FileRefused: for what cannot be decoded, is too large, moves, or has another file behind it.
    """
    if not _ends_where_it_should(data, form):
        raise FileRefused(Refusal.MORE_THAN_ONE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encode(_decode(data, form), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(Refusal.TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise FileRefused(Refusal.DAMAGED) from error


def _decode(data: bytes, form: FileForm) -> Image.Image:
    image = Image.open(BytesIO(data), formats=(_NAMES[form],))
    if image.width * image.height > MOST_PIXELS:
        raise FileRefused(Refusal.TOO_MANY_PIXELS)
    if getattr(image, "n_frames", 1) > 1:
        raise FileRefused(Refusal.MOVING)
    image.load()
    return ImageOps.exif_transpose(image)


def _encode(image: Image.Image, form: FileForm) -> CheckedFile:
    has_alpha = image.has_transparency_data and form is not FileForm.JPEG
    pixels = image.convert("RGBA" if has_alpha else "RGB")
    pixels.info.clear()
    file = BytesIO()
    pixels.save(file, format=_NAMES[form], **_OPTIONS[form])
    return CheckedFile(data=file.getvalue(), kind=MediaKind.IMAGE, extension=_EXTENSIONS[form])


def _ends_where_it_should(data: bytes, form: FileForm) -> bool:
    """Whether the image is the whole file: what stands behind it would be another file."""
    match form:
        case FileForm.PNG:
            return data.endswith(PNG_END)
        case FileForm.JPEG:
            return data.rstrip(b"\x00").endswith(JPEG_END)
        case _:
            length = int.from_bytes(data[4:8], "little") + RIFF_HEAD
            return len(data) in (length, length + 1)
