"""The page of a project shows what the portal holds from it."""

import pytest

from library.models import Practice, Publication
from projects.models import Project
from tests.factories import make
from workshops.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make(Project, acronym="MER")


def test_what_comes_from_a_project_stands_on_its_page_by_kind(client, project):
    event = make(Event, project=project)
    practice = make(Practice, project=project)
    make(Publication)  # of no project
    make(Practice, project=project, published=False)

    response = client.get(project.get_absolute_url())

    assert [(card.kind, card.object_id) for card in response.context["from_project"]] == [
        (practice.kind, practice.pk),
        (event.kind, event.pk),
    ]


def test_a_project_names_the_public_projects_it_builds_on(client, project):
    earlier, draft = make(Project, acronym="OLD"), make(Project, acronym="SECRET", published=False)
    project.builds_on.set([earlier, draft])

    page = client.get(project.get_absolute_url()).content.decode()

    assert ("OLD" in page, "SECRET" in page) == (True, False)
