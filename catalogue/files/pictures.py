"""Pictures in three widths: each lies beside its narrower copies, and a page offers all of them to the browser."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.images import get_image_dimensions
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from PIL import UnidentifiedImageError

from catalogue.files.painting import WIDEST, as_webp, decoded, in_srgb
from catalogue.files.uploads import PictureFormField, ending_of

NARROWER = (480, 960)  # pixels
WIDTHS = (*NARROWER, WIDEST)


class PictureFieldFile(ImageFieldFile):
    """A stored picture, `<stem>.webp`, and its copies `<stem>-480.webp` and `<stem>-960.webp`; none is enlarged."""

    @property
    def width(self):
        """As its column says, so no page opens the file; None for a picture stored before there were columns."""
        return getattr(self.instance, self.field.width_field)

    @property
    def height(self):
        return getattr(self.instance, self.field.height_field)

    def widths(self):
        """Those it is stored in, the narrowest first and its own last; none where its own is not known."""
        return [*(width for width in NARROWER if width < self.width), self.width] if self.width else []

    def at(self, width):
        """The stored name of the narrowest one that is wide enough, or of the picture itself."""
        wide_enough = (narrow for narrow in self.widths()[:-1] if narrow >= width)
        name = next(map(self.copy_name, wide_enough), self.name)
        return name if name == self.name or self.storage.exists(name) else self.name

    def copy_name(self, width):
        return f"{self.name.rpartition('.')[0]}-{width}.webp"

    def save(self, name, content, save=True):
        """All widths or nothing: what was written goes again when the rest, or the row, cannot be written."""
        former, committed = self.name, self._committed
        copies = narrower_copies(content)
        self.name = self.field.generate_filename(self.instance, name)
        try:
            self.name = self.storage.save(self.name, content, max_length=self.field.max_length)
            for width, data in copies.items():
                self.storage.save(self.copy_name(width), ContentFile(data))
            self._set_instance_attribute(self.name, content)
            self._committed = True
            if save:
                self.instance.save()
        except BaseException:
            self.storage.delete(self.name)
            self.delete_copies()
            self.name, self._committed = former, committed
            self.instance.__dict__[self.field.attname] = self
            self.field.update_dimension_fields(self.instance, force=True)
            raise

    save.alters_data = True

    def delete(self, save=True):
        """With its copies."""
        if self:
            self.delete_copies()
        super().delete(save)

    delete.alters_data = True

    def delete_copies(self):
        for width in NARROWER:
            self.storage.delete(self.copy_name(width))


class PictureField(models.ImageField):
    """For pictures that went through `clean_image`. Declare the columns `width_field` and `height_field` after it."""

    attr_class = PictureFieldFile

    def generate_filename(self, instance, filename):
        """Random, so that the names of the copies are free as well."""
        return super().generate_filename(instance, f"{secrets.token_hex(16)}.{ending_of(filename) or 'webp'}")

    def update_dimension_fields(self, instance, force=False, *args, **kwargs):
        """Only where a picture is set: a row that is loaded says its size itself, and no file is opened for it."""
        if force and self.attname in instance.__dict__:
            width, height = measured(getattr(instance, self.attname))
            setattr(instance, self.width_field, width)
            setattr(instance, self.height_field, height)

    def formfield(self, **kwargs):
        """Whatever the file is called: that name is not kept, so it may be long."""
        return super().formfield(**{"form_class": PictureFormField, "max_length": None, **kwargs})


def measured(picture):
    """Width and height by the file itself; nothing where there is none or it is no picture."""
    if not picture:
        return None, None
    was_closed = picture.closed
    try:
        return get_image_dimensions(picture.open(), close=was_closed)
    except Exception:  # lost, or whatever Pillow raises for what is broken
        return None, None


def narrower_copies(content):
    """{width: WebP} of the smaller widths; none of what is no picture."""
    try:
        picture = in_srgb(decoded(content))
    except UnidentifiedImageError:
        return {}
    return {width: as_webp(narrowed(picture, width)) for width in NARROWER if width < picture.width}


def narrowed(picture, width):
    return picture.resize((width, max(1, round(picture.height * width / picture.width))), reducing_gap=2)
