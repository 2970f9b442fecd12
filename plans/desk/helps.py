"""What belongs into the fields of a plan and of its rows, said beside each."""

from django.utils.translation import gettext_lazy as _

from publishing.writing import Help

WHEN = _("A year (2027), a month (5/2027) or a day (31. 5. 2027).")
PARTNER = _("Begin to type the name; choose from the list that opens.")
NAMED = _("Where it is no partner of the portal.")
TOPIC = _("Practices with this topic are suggested on this page. Without one, the topics of the plan count.")
PORTAL = _("Its title or its address in the portal.")

HELPS = {
    "stakeholders": {"partner": PARTNER, "name": NAMED, "contribution": _("What do they bring: land, money, work?")},
    "findings": {
        "title": _("One thing that was found, such as “A third of the halls stand empty”."),
        "text": _("How many, where, since when, according to whom?"),
        "conclusion": _("What follows from it for the plan?"),
        "part": _("What the finding is about, as an expert basis orders its analysis."),
        "topic": TOPIC,
    },
    "swot_items": {
        "text": _("A whole sentence, such as “Nobody is in charge of the zone”."),
        "local": _("Only where a group weighed the lists: a share from 0 to 1."),
        "priority": _("Weight of the list × weight in the list, from 0 to 1."),
        "n": _("How many people weighed it."),
        "topic": TOPIC,
    },
    "goals": {
        "title": _("What will be different, such as “The zone uses a third less energy”."),
        "text": _("For whom, where, and how does one see it?"),
        "topic": TOPIC,
    },
    "strategies": {
        "text": _("What is done so that the one meets the other?"),
        "score": _("Weight × weight × strength, as a weighed SWOT computes it; leave it empty otherwise."),
        "goal": _("The goal that grew out of this strategy."),
    },
    "actions": {
        "title": _("What is done, such as “Shared steam pipe for five firms”."),
        "summary": _("Two to four sentences: what, where, for whom, with what result?"),
        "lead_partner": PARTNER,
        "lead": NAMED,
        "start": WHEN,
        "end": WHEN,
        "weight": _("How much it counts in the progress of the plan."),
        "level": _("Who has to decide so that it can be done."),
        "free_of_cost": _("Nothing beyond the work of those who are employed anyway."),
        "progress_by": _("With milestones the progress follows from those reached; nobody estimates it."),
        "assumption": _("What has to hold so that this can work?"),
        "topic": TOPIC,
    },
    "action_partners": {"partner": PARTNER, "name": NAMED, "part": _("What they do or bring.")},
    "costs": {"amount": _("As the whole plan states it, with VAT or without.")},
    "fundings": {
        "source": _("Such as “Municipal budget” or the name of a call."),
        "year": _("Leave it empty where it is not known yet."),
        "decision_due": _("You are reminded before that day."),
    },
    "indicators": {
        "name": _("What is counted or measured, such as “empty shops”."),
        "direction": _("Of fewer empty shops less is better."),
        "baseline": _("The value before the plan."),
        "source": _("Where the values come from."),
        "of_portal": _("Only where the portal keeps its figures; then name the place, too."),
        "place": PORTAL,
    },
    "milestones": {"title": _("What stands by then, such as “Building permit issued”.")},
    "risks": {
        "title": _("What may go wrong?"),
        "likelihood": _("1 hardly, 5 almost surely."),
        "impact": _("1 hardly noticed, 5 the action fails."),
        "response": _("What is done so that it does not happen, and what if it does?"),
    },
    "provisions": {
        "unit": _("The label of the spatial planning unit (EUP)."),
        "proposed": _("Use of the land and detailed conditions (PIP), as they should be."),
    },
    "evidence": {
        "practice": PORTAL,
        "run": _("The address of its page; on the page of a run one takes results over at once."),
        "publication": PORTAL,
        "event": PORTAL,
        "place": PORTAL,
        "recommendation": PORTAL,
        "cited_plan": PORTAL,
        "part": _("Such as a factor, a chapter or a page."),
        "url": _("Of a page outside the portal."),
        "label": _("What readers see; also when the thing itself is gone."),
        "says": _("What does it show, in a sentence?"),
    },
}

FIELDS = {
    "title": Help(_("Readers see it in lists."), _("Local action plan for the industrial zone by the river"), (3, 12)),
    "summary": Help(_("One or two sentences: for whom is it, and what does it want?"), "", (15, 60)),
    "location": Help(_("Where, in words, if the place above does not say it.")),
    "based_on": Help(_("Plans and expert bases of the portal that this one rests on, one a line.")),
    "instrument": Help(_("The document or fund by which it is carried out."), _("Municipal spatial plan"), (2, 20)),
    "start": Help(_("The first year, month or day."), "2027"),
    "end": Help(_("The last year, month or day."), "2030"),
    "weighting": Help(_("How the progress of the whole is reckoned from its actions.")),
    "vat": Help(_("Whether the amounts of the plan hold value added tax.")),
    "context": Help(_("Where does the place stand today?"), "", (80, 400)),
    "vision": Help(_("Where does it want to be at the end of the plan?"), "", (30, 200)),
    "approach": Help(_("How do the goals and actions lead there?"), "", (50, 300)),
    "participation": Help(_("Who was asked, how and when, and what came of it?"), "", (30, 300)),
    "monitoring": Help(_("Who looks how far it is, when, and what follows from it?"), "", (30, 200)),
}
