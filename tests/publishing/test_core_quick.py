import pytest
from library.models import Practice, Evidence
from partners.models import Partner, Place, Post
from publishing import versions, workflow
from publishing.models import *
from publishing.steps import *
from publishing.snapshot import taken, drawn
from publishing.writing import WRITINGS, writing_of
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


def test_life(make_user, coordinator, client):
    org = make(Partner)
    ed, rep = make_user("e@x.si"), make_user("r@x.si")
    org.memberships.create(user=ed, role="editor")
    org.memberships.create(user=rep, role="representative")
    t = make_topic("voda", "voda", "water")
    v = versions.begin(kind="practice", owner=org, by=ed, language="sl", title="Para")
    with pytest.raises(Refused) as e:
        workflow.take(step="submit", version=v, by=ed)
    print(e.value)
    v.content |= {
        "summary_sl": "x",
        "topics": ["voda"],
        "problem_sl": "p",
        "solution_sl": "s",
        "results_sl": "r",
        "transferability_sl": "t",
        "country": "SI",
        "evidence": [
            {
                "uid": "n1",
                "indicator_sl": "plin",
                "before": "1",
                "after": "2.5",
                "year": 2020,
                "source": "",
                "unit": "t",
            }
        ],
        "cost": "1200.5",
        "start": "2019-05",
    }
    v.save()
    v = workflow.take(step="submit", version=v, by=ed)
    with pytest.raises(Refused):
        workflow.take(step="publish", version=v, by=ed)
    v = workflow.take(step="publish", version=v, by=rep)
    p = Practice.objects.get()
    assert p.is_published and p.evidence.count() == 1 and p.organisation == org
    d = v.dossier
    assert versions.catch_up(d).pk == v.pk
    v2 = versions.open_version(d, by=ed)
    v2.content["problem_sl"] = "nov"
    v2.save()
    v2 = workflow.take(step="submit", version=v2, by=ed)
    p.title_sl = "Urejeno"
    p.save()
    v2 = workflow.take(step="publish", version=v2, by=rep)
    p.refresh_from_db()
    assert (p.title_sl, p.problem_sl) == ("Urejeno", "nov")
    print([(x.number, x.state) for x in d.versions.all()], Notice.objects.count())
    for m in WRITINGS.values():
        e = make(m.model)
        d = versions.adopt(e)
        s = drawn(taken(e), m, e)
        client.force_login(coordinator)
    workflow.take(step="withdraw", version=v2, by=rep, comment="zato")
