"""A log of communication with a target, a text for the media, and an opportunity that is over."""

import datetime as dt

from django.utils import timezone

from partners.models import Post
from projects.models import BrandItem, Project
from tests.factories import make
from tests.projects.communication.told import promise, tell_example


def add_communication():
    project = Project.objects.core().published().first()
    tell_example(project)
    promise(project, 120)
    BrandItem.objects.create(project=project, kind="text", title_sl="Na kratko", text_sl="Projekt povezuje mreže.")
    yesterday = timezone.localdate() - dt.timedelta(1)
    make(Post, type="opportunity", title_sl="Potekli razpis", title_en="A call that is over", deadline_on=yesterday)
