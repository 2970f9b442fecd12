"""An idea of an organisation, and what people do with it by its pages."""

from django.urls import reverse

from partners.models import Post, Remark
from tests.factories import make


def make_idea(partner=None, **fields):
    values = {"type": "idea", "title_sl": "Skupni kombi", "title_en": "A shared van"}
    return make(Post, partner=partner, **values | fields)


def page_of(client, idea):
    return client.get(idea.get_absolute_url()).content.decode()


def say(client, idea, text="Odlično.", **more):
    return client.post(reverse("idea_remark", args=[idea.pk]), {"text": text} | more)


def remark_on(idea, author, text="Odlično.", **fields):
    return Remark.objects.create(post=idea, author=author, text=text, language="sl", **fields)
