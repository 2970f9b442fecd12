"""Answers of invited people: the pages of those who ask, and the one page of those who answer."""

from contextlib import suppress

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from catalogue.views import reader
from publishing.refusals import Refused
from tools.models import Survey, SurveyAnswer, SurveyLink, Work
from tools.models.survey import survey_address
from tools.surveys import actions as surveys
from tools.surveys import proposals, weights
from tools.surveys.forms import INTRODUCTION_FORMS, USUAL, IntroductionForm, LinksForm, TakeForm
from tools.surveys.score_cards import score_card
from tools.surveys.swot_forms import MergeForm, answer_form
from tools.views.analyses import analysis_at

# --- Who asks ---


def work_of(request, token, kind):
    """(one's own work, the kind of survey), if its analysis collects such answers; anything else is not there."""
    user = reader(request)
    if user.is_authenticated:
        work = get_object_or_404(Work, token=token, author=user)
        kinds = analysis_at(work.analysis).collects
        if kinds and (not kind or kind in kinds):
            return work, kind or kinds[0]
    raise NoSuchPage


def survey_of(request, token, kind):
    work, kind = work_of(request, token, kind)
    return get_object_or_404(Survey.objects.select_related("work"), work=work, kind=kind)


def shown(request, name, work, **context):
    known = {"work": work, "analysis": analysis_at(work.analysis)}
    return render(request, f"tools/survey/{name}.html", known | context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def collect(request, token, kind=""):
    """The survey of a piece of work: its links, how many have answered, open or closed. Without one, its beginning."""
    work, kind = work_of(request, token, kind)
    survey = Survey.objects.filter(work=work, kind=kind).first()
    if survey is None:
        return _begin(request, work, kind)
    if request.method == "POST" and request.POST.get("do") in DOINGS:
        return DOINGS[request.POST["do"]](request, work, survey)
    return _survey_page(request, work, survey)


def _begin(request, work, kind):
    questions = surveys.questions_of(work, kind)
    form = introduction_form(kind)(request.POST or None, initial=_suggested(request, work))
    if request.method == "POST" and form.is_valid():
        try:
            surveys.begin(work=work, kind=kind, language=get_language(), **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect(survey_address(work, kind))
    return shown(request, "begin", work, form=form, questions=_in_words(work, questions), kind=kind)


def _in_words(work, questions):
    """What is asked, with the things of fixed lists in the language of the page."""
    listing = work.question.listing
    return [one | {"name": listing(one["list"]).label_of(one["name"])} if "list" in one else one for one in questions]


def introduction_form(kind):
    return INTRODUCTION_FORMS.get(kind, IntroductionForm)


def _suggested(request, work):
    return {
        "title": work.title or str(analysis_at(work.analysis).title),
        "asker": request.user.name,
        "contact": request.user.email,
        "kept_until": timezone.localdate() + USUAL,
    }


def _survey_page(request, work, survey, form=None):
    links = [(link, settings.SITE_URL + link.path if link.path else "") for link in survey.links.all()]
    context = {
        "survey": survey,
        "links": links,
        "answered": survey.answers.count(),
        "least": surveys.least_taken(survey),
        "thin": _thin(survey),
        "questions": _in_words(work, survey.questions),
        "room": surveys.MOST_LINKS - len(links),
        "form": form or LinksForm(initial={"have": len(links)}, person=request.user),
    }
    return shown(request, "survey", work, **context)


def _thin(survey):
    """The lists of which nothing is shown yet."""
    if survey.kind != Survey.Kind.WEIGHTS:
        return []
    labels = {part.key: str(part.label) for part in survey.work.question.listings}
    return [labels[key] for key in weights.thin_lists(survey)]


def _links(request, work, survey):
    form = LinksForm(request.POST, person=request.user)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("labels", "have", "mail")}
        try:
            made = surveys.make_links(survey=survey, **asked)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            _say_how_many(request, len(made))
            return redirect(survey.collect_address)
    return _survey_page(request, work, survey, form)


def _say_how_many(request, count):
    if count:
        text = ngettext("%(count)d link was made.", "%(count)d links were made.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("No links were made: the page was older than the list."))


def _close(request, work, survey):
    surveys.close(survey=survey)
    return redirect(survey.collect_address)


def _reopen(request, work, survey):
    try:
        surveys.reopen(survey=survey)
    except Refused as error:
        messages.error(request, str(error))
    return redirect(survey.collect_address)


DOINGS = {"links": _links, "close": _close, "reopen": _reopen}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request, token, kind=""):
    """What invited people read; it can be changed until the first of them has agreed to it."""
    survey = survey_of(request, token, kind)
    form = introduction_form(survey.kind)(request.POST or None, instance=survey)
    if request.method == "POST" and form.is_valid():
        try:
            surveys.describe(survey=survey, **form.cleaned_data)
        except Refused as error:
            messages.error(request, str(error))
            return redirect(survey.introduction_address)
        else:
            messages.success(request, _("Saved."))
            return redirect(survey.collect_address)
    return shown(request, "introduction", survey.work, survey=survey, form=form, fixed=survey.answers.exists())


@never_cache
@require_safe
def links_file(request, token, kind=""):
    """All private links with their labels, as CSV."""
    survey = survey_of(request, token, kind)
    rows = [[_("Number"), _("Label"), _("Address")]]
    rows += [[link.number, link.label, settings.SITE_URL + link.path] for link in survey.links.all() if link.path]
    return download("links.csv", csv_bytes(rows, get_language()), CSV_TYPE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request, token, kind=""):
    """Put the answers into the work, after a question where rows were typed there; proposals are merged first."""
    survey = survey_of(request, token, kind)
    if survey.kind == Survey.Kind.PROPOSALS:
        return _merge(request, survey)
    typed = surveys.typed_rows(survey, survey.work)
    form = TakeForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not typed):
        try:
            surveys.take_in(survey=survey, replace=bool(typed) and form.cleaned_data["typed"] == "replace")
        except Refused as error:
            messages.error(request, str(error))
            return redirect(survey.collect_address)
        messages.success(request, _("The answers are in the data."))
        return redirect(survey.work.data_address)
    context = {"survey": survey, "form": form, "typed": typed, "answered": survey.answers.count()}
    return shown(request, "take", survey.work, **context, least=surveys.least_taken(survey))


def _merge(request, survey):
    """The proposals, without names and in a random order, as lines that go onto the lists."""
    answered, least = survey.answers.count(), surveys.least_taken(survey)
    texts = proposals.unseen(survey, survey.work.content_object) if answered >= least else None
    form = MergeForm(request.POST or None, texts=texts) if texts else None
    if request.method == "POST" and form and form.is_valid():
        try:
            surveys.merge(survey=survey, lists=form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The items are on the lists."))
            return redirect(survey.work.data_address)
    context = {"survey": survey, "form": form, "answered": answered, "least": least}
    return shown(request, "merge", survey.work, **context, found=sum(map(len, (texts or {}).values())))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, token, kind=""):
    """Delete the survey with its links and answers, after a question."""
    survey = survey_of(request, token, kind)
    if request.method == "POST":
        survey.delete()
        messages.success(request, _("The survey and its answers were deleted."))
        return redirect(survey.work.data_address)
    return shown(request, "delete", survey.work, survey=survey, answered=survey.answers.count())


# --- Who answers ---


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """The page behind a private link. Looking at it stores nothing; only the buttons do."""
    link = SurveyLink.objects.select_related("survey").by_token(token)
    if link is None:
        raise NoSuchPage
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        surveys.withdraw(link=link)
        return redirect(f"{request.path}?withdrawn")
    response = _answer_page(request, link)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer_page(request, link):
    survey = link.survey
    given = SurveyAnswer.objects.filter(link=link).first()
    posted = request.POST if request.method == "POST" else None
    form = answer_form(survey, posted, given=given, link=link)
    if posted is not None and survey.is_open and form.is_valid():
        with suppress(surveys.Closed):  # in this very moment; the page says so
            surveys.answer(link=link, **form.answer())
        return redirect(request.path)
    context = {
        "survey": survey,
        "given": given,
        "form": form,
        "withdrawn": given is None and "withdrawn" in request.GET,
        "card": score_card(survey, given) if given and survey.kind == Survey.Kind.FIGURES else None,
    }
    return render(request, "tools/survey/answer.html", context)
