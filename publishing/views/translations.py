"""Translations: side by side, what waits, how far it is, and files for translators' own tools."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.files.sending import download
from catalogue.labels import language_name
from catalogue.languages import LANGUAGES
from catalogue.limits import MOST_XLIFF_BYTES
from catalogue.models import Kind
from catalogue.text import slugify_sl
from publishing import diff, stale_sections, translating, untranslated, xliff
from publishing.refusals import Refused
from publishing.rights import WRITE, Action, allows, roles_of
from publishing.translation_form import TranslationForm
from publishing.translations import Standing, targets
from publishing.views.asking import dossier_for, page_links, whole
from publishing.views.signed_out import kept_when_signed_out
from publishing.workflow import overtaken
from publishing.writing import WRITINGS

TO_DO = (Standing.MISSING, Standing.OLDER)
PER_PAGE = 25
CLASH = gettext_lazy("Somebody changed this text or its source while you were writing. Press Save again to keep yours.")


# --- Side by side ---


class RowFilter(forms.Form):
    show = forms.ChoiceField(
        choices=[("", gettext_lazy("All texts")), ("todo", gettext_lazy("Only what is to do"))],
        required=False,
        label=gettext_lazy("Show"),
    )


def asked(request, pk, language):
    """(dossier, version) for those who write in it, and a language into which it is translated; else 404."""
    dossier, version = dossier_for(request.user, pk)
    if not roles_of(request.user, dossier) & WRITE or language not in targets(dossier.language):
        raise Http404
    return dossier, whole(version)


def may_write(person, version):
    return allows(Action.TRANSLATE, version.state, roles_of(person, version.dossier, version))


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request, pk, language):
    _dossier, version = asked(request, pk, language)
    if request.method == "POST":
        return save(request, version, language)
    return page(request, version, language)


def save(request, version, language):
    """Everything without a mistake is written; what is wrong, or was changed by another, comes back as it was typed."""
    form = TranslationForm(translating.units_of(version, language), language, request.POST)
    form.full_clean()
    try:
        done = translating.write(version=version, by=request.user, language=language, **form.given())
    except Refused as refusal:
        return page(request, version, language, form=form, refused=str(refusal))
    if done.taken:
        messages.success(request, saved(len(done.taken)))
    if form.errors or done.clashes:
        return page(request, done.version, language, form=renewed(form, done, language), clashes=done.clashes)
    if request.POST.get("do") == "check":
        check(request, done.version, language)
    elif not done.taken:
        messages.info(request, _("Nothing was changed."))
    return redirect(request.get_full_path())


def saved(count):
    return ngettext("%(count)s translation was saved.", "%(count)s translations were saved.", count) % {"count": count}


def renewed(form, done, language):
    """The form with what was typed, over the version as it stands now."""
    data, units = form.data.copy(), translating.units_of(done.version, language)
    for unit in units:
        if f"text-{unit.key}" not in form.errors:
            data[f"seen-{unit.key}"] = translating.seen_of(unit)
    fresh = TranslationForm(units, language, data)
    for key in done.clashes:
        fresh.add_error(f"text-{key}", CLASH)
    return fresh


def check(request, version, language):
    try:
        translating.check(version=version, by=request.user, language=language)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Marked as checked. Those who wrote it have been told."))


def page(request, version, language, form=None, clashes=None, refused=""):
    narrowing = RowFilter(request.GET)
    only_to_do = narrowing.is_valid() and narrowing.cleaned_data["show"] == "todo"
    units = translating.units_of(version, language)
    shown = form or TranslationForm(units, language)
    kept = [unit for unit in units if shown_now(unit, form, only_to_do)]
    writes = may_write(request.user, version)
    return render(
        request,
        "publishing/translate.html",
        {
            "dossier": version.dossier,
            "version": version,
            "language": language,
            "narrowing": narrowing,
            "only_to_do": only_to_do,
            "rows": [row(unit, shown, clashes or {}) for unit in kept],
            "writes": writes or form is not None,
            "form": shown,
            "refused": refused or ("" if writes else overtaken(version)),
            "to_do": sum(unit.standing in TO_DO for unit in units),
            "all": len(units),
            "checked": version.checked.get(language),
            "may_check": allows(Action.CHECK, version.state, roles_of(request.user, version.dossier, version)),
        },
    )


def shown_now(unit, form, only_to_do):
    """What was typed and comes back is shown whatever the filter says."""
    if form is not None:
        return form.sent(unit) and f"text-{unit.key}" in form.fields
    return unit.standing in TO_DO or not only_to_do


def row(unit, form, clashes):
    name = f"current-{unit.key}"
    return {
        "unit": unit,
        "field": form[f"text-{unit.key}"],
        "seen": form[f"seen-{unit.key}"],
        "still_right": form[name] if name in form.fields and unit.standing == Standing.OLDER else None,
        "marks": diff.words(unit.before, unit.source) if unit.before and not unit.sectioned else None,
        "sections": section_rows(unit, form) if unit.before and unit.sectioned else [],
        "pairs": stale_sections.pairs(unit) if unit.target and unit.sectioned else [],
        "clash": unit.key in clashes,
        "theirs": clashes.get(unit.key, ""),
    }


def section_rows(unit, form):
    """The sections that are to be looked at, each with what changed in its source and a box to check it."""
    name = f"sections-{unit.key}"
    ticked = form[name].value() if form.is_bound and name in form.fields else None
    return [
        {
            "section": section,
            "marks": diff.words(section.then, section.now),
            "name": name,
            "ticked": section.anchor in (ticked or ()),
        }
        for section in stale_sections.rows(unit)
    ]


# --- What waits ---


class QueueFilter(forms.Form):
    """What cannot be understood narrows nothing."""

    kind = forms.ChoiceField(required=False, label=gettext_lazy("Kind"))
    language = forms.ChoiceField(required=False, label=gettext_lazy("Into the language"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _("All kinds")),
            *((kind.value, kind.plural) for kind in map(Kind, WRITINGS)),
        ]
        self.fields["language"].choices = [
            ("", _("All languages")),
            *((code, language_name(code)) for code in LANGUAGES),
        ]

    def asked(self, name):
        self.is_valid()
        return self.cleaned_data.get(name, "")


@login_required
@require_safe
def queue(request):
    narrowing = QueueFilter(request.GET)
    dossiers = untranslated.writable_by(request.user).of_kind(narrowing.asked("kind"))
    found = untranslated.waiting(dossiers, narrowing.asked("language"))
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    narrowed = bool(narrowing.asked("kind") or narrowing.asked("language"))
    context = {"narrowing": narrowing, "page": shown, "narrowed": narrowed, "links": page_links(request, shown)}
    context["most"] = untranslated.MOST
    return render(request, "publishing/translation_queue.html", context)


@login_required
@require_safe
def overview(request):
    if not request.user.is_coordinator:
        raise Http404
    return render(request, "publishing/translation_overview.html", {"rows": untranslated.overview()})


# --- Files for tools of translators ---


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Translated file"),
        help_text=gettext_lazy("XLIFF 2 (.xlf), up to 5 MB, made from the file above."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,application/xliff+xml", "data-most": MOST_XLIFF_BYTES}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_XLIFF_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request, pk, language):
    _dossier, version = asked(request, pk, language)
    if request.method == "POST":
        return upload(request, version, language)
    if request.GET.get("format") == "xliff":
        return file_for_translators(version, language)
    return file_page(request, version, language, UploadForm())


def file_for_translators(version, language):
    dossier = version.dossier
    data = xliff.written(
        pk=dossier.pk,
        original=reverse("dossier", args=[dossier.pk]),
        title=str(dossier),
        units=translating.units_of(version, language),
        source=dossier.language,
        target=language,
        checked=language in version.checked,
    )
    name = f"{slugify_sl(str(dossier), 60) or dossier.kind}-{dossier.language}-{language}.xlf"
    return download(name, data, xliff.CONTENT_TYPE)


def upload(request, version, language):
    """All that the file brings is written in one go, or nothing; the page says what became of each text."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return file_page(request, version, language, form)
    dossier = version.dossier
    try:
        data = form.cleaned_data["file"].read(MOST_XLIFF_BYTES + 1)
        found = xliff.read(data, pk=dossier.pk, source=dossier.language, target=language)
        version, report = translating.take_in(version=version, by=request.user, language=language, found=found)
    except (xliff.NoXliff, Refused) as fault:
        form.add_error("file", str(fault))
        return file_page(request, version, language, form)
    return file_page(request, version, language, UploadForm(), report)


def file_page(request, version, language, form, report=None):
    return render(
        request,
        "publishing/translation_file.html",
        {
            "dossier": version.dossier,
            "version": version,
            "language": language,
            "form": form,
            "report": report,
            "writes": may_write(request.user, version),
        },
    )
