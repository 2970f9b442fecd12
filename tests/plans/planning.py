"""Plans for tests: small ones with everything in them, written at the desk and taken through its steps."""

from publishing import versions
from publishing.workflow import take

CONTENT = {
    "title_sl": "Načrt za cono Vič",
    "title_en": "Plan for the Vič zone",
    "summary_sl": "Cona porabi manj in pritegne več.",
    "summary_en": "The zone uses less and attracts more.",
    "type": "local_action_plan",
    "start": "2026",
    "end": "2027",
    "weighting": "equal",
    "vat": "without",
    "report_every": 12,
    "goals": [
        {"uid": "g1", "title_sl": "Manj energije", "title_en": "Less energy", "text_sl": "", "topic_id": None},
        {"uid": "g2", "title_sl": "Več podjetij", "title_en": "More businesses"},
    ],
    "actions": [
        {
            "uid": "a1",
            "goal_id": "g1",
            "title_sl": "Skupni parovod",
            "title_en": "Shared steam pipe",
            "lead_sl": "Občina",
            "start": "2026-01",
            "end": "2027-12",
            "weight": 3,
            "level": "local",
            "free_of_cost": False,
            "progress_by": "report",
        },
        {
            "uid": "a2",
            "goal_id": "g2",
            "title_sl": "Pisarna za vlagatelje",
            "title_en": "Office for investors",
            "lead_sl": "Agencija",
            "start": "2026-03",
            "end": "2026-08",
            "weight": 1,
            "level": "regional",
            "free_of_cost": False,
            "progress_by": "milestones",
        },
    ],
    "predecessors": [],
    "costs": [
        {"uid": "c1", "action_id": "a1", "year": 2026, "amount": "150000", "sort": "investment"},
        {"uid": "c2", "action_id": "a1", "year": 2027, "amount": "250000", "sort": "investment"},
        {"uid": "c3", "action_id": "a2", "year": 2026, "amount": "60000", "sort": "running"},
    ],
    "fundings": [
        {
            "uid": "f1",
            "action_id": "a1",
            "source_sl": "Proračun občine",
            "sort": "municipal",
            "amount": "120000",
            "year": 2026,
            "status": "secured",
            "decision_due": None,
        },
    ],
    "indicators": [
        {
            "uid": "i1",
            "goal_id": "g1",
            "action_id": None,
            "name_sl": "poraba",
            "unit_sl": "MWh",
            "sort": "result",
            "direction": -1,
            "measured": "level",
            "baseline": "900",
            "target": "450",
        },
    ],
    "milestones": [
        {"uid": "m1", "action_id": "a2", "title_sl": "Odprta pisarna", "due": "2026-06-30", "weight": 1},
    ],
    "risks": [
        {"uid": "r1", "action_id": "a1", "title_sl": "Dražje jeklo", "likelihood": 4, "impact": 4, "response_sl": ""},
    ],
    "evidence": [
        {"uid": "e1", "action_id": "a1", "url": "https://www.example.org/para", "label_sl": "Poročilo o pari"},
    ],
}

# The same with what the small one lacks: who takes part, what was found, weighed strengths and what follows from them.
FULL = CONTENT | {
    "vision_sl": "Podjetja delijo energijo, znanje in prostor.",
    "vision_en": "Firms share energy, knowledge and space.",
    "stakeholders": [
        {"uid": "s1", "name_sl": "Obrtna zbornica", "name_en": "Chamber", "sector": "business", "role": "group"},
    ],
    "findings": [
        {"uid": "n1", "part": "businesses", "title_sl": "Toplota gre v zrak", "text_sl": "Dve tovarni oddajata paro."},
    ],
    "swot_items": [
        {"uid": "w1", "group": "S", "text_sl": "Toplota dveh tovarn", "local": "0.5", "priority": "0.1448", "n": 3},
        {"uid": "w2", "group": "O", "text_sl": "Razpisi", "text_en": "Calls", "priority": "0.3265", "n": 3},
        {"uid": "w3", "group": "T", "text_sl": "Odhod kadra"},
    ],
    "strategies": [
        {
            "uid": "t1",
            "type": "SO",
            "text_sl": "S toploto tovarn kandidirajmo.",
            "internal_id": "w1",
            "external_id": "w2",
            "score": "0.1419",
            "goal_id": "g1",
        },
    ],
    "provisions": [
        {"uid": "p1", "unit": "VIČ-12", "present_sl": "IG", "proposed_sl": "IG s koridorjem", "finding_id": "n1"},
    ],
    "evidence": [
        *CONTENT["evidence"],
        {"uid": "e2", "swot_item_id": "w1", "url": "https://www.example.org/tovarni", "says_sl": "Oddata 4 GWh."},
        {"uid": "e3", "finding_id": "n1", "label_sl": "Pogovori s podjetji"},
    ],
}


def begin_plan(people, content=CONTENT):
    """A draft of a plan, written by the editor; `people` as `make_people` makes them."""
    version = versions.begin(kind="plan", owner=people.own, by=people.editor, language="sl", title="Načrt za cono Vič")
    version.content |= content
    version.save()
    return version


def publish_plan(people, version=None, **content):
    """The same, public; further content on top. Returns the version."""
    version = version or begin_plan(people)
    version.content |= content
    version.save()
    version = take(step="submit", version=version, by=people.editor)
    return take(step="publish", version=version, by=people.representative)


def next_version(people, version, **content):
    """A newer public version with this content on top of the last one."""
    opened = versions.open_version(version.dossier, by=people.editor)
    return publish_plan(people, opened, **content)


def without(content, relation, uid):
    """Rows of a relation but one."""
    return [row for row in content[relation] if row["uid"] != uid]
