"""What is done with an idea: supported, talked about, answered. Each POST leads back to its place on the page."""

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.gone import was_public
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from partners.ideas import answering, remarking, supporting
from partners.ideas.forms import AnswerForm, ChangeForm, HideForm, RemarkForm, SupportForm
from partners.ideas.rights import leads
from partners.ideas.shown import place_of
from partners.models import Post, Remark
from publishing.once import once
from publishing.refusals import Overtaken, Refused, TooMany
from publishing.views.signed_out import kept_when_signed_out


def idea_of(pk):
    return get_object_or_404(Post.objects.ideas(), pk=pk)


def remark_of(pk):
    remarks = Remark.objects.filter(post__in=Post.objects.ideas()).select_related("post", "author", "reply_to")
    return get_object_or_404(remarks, pk=pk)


@kept_when_signed_out
@require_POST
def support(request, pk):
    post, form = idea_of(pk), SupportForm(request.POST)
    if not form.is_valid():
        raise NoSuchPage
    if not ratelimit.consume(request, action="idea_support", key=str(request.user.pk)):
        return ratelimit.respond_429(request)
    messages.success(request, supporting.DEEDS[form.cleaned_data["do"]](post, request.user))
    return redirect(f"{post.get_absolute_url()}#support")


# --- Remarks ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request, pk):
    return say(request, get_object_or_404(Post, pk=pk))


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk):
    """To a remark, never to a reply."""
    found = remark_of(pk)
    if found.reply_to_id:
        raise NoSuchPage
    return say(request, found.post, found)


def say(request, post, reply_to=None):
    """An idea that is gone since the form was opened gives the text back; else there is no such page."""
    given = request.POST if request.method == "POST" else None
    if not (post.is_published and post.is_idea) and (given is None or not was_public(post)):
        raise NoSuchPage
    form, status = RemarkForm(given, person=request.user), 200
    if given is not None and form.is_valid():
        try:
            return say_once(request, post, form, reply_to)
        except TooMany as reason:
            form.add_error(None, str(reason))
            status = 429
        except Refused as reason:
            form.add_error(None, str(reason))
            status = 409
    return show_form(request, post, form, reply_to, status)


def say_once(request, post, form, reply_to):
    def said():
        if not ratelimit.consume(request, action="idea_remark", key=str(request.user.pk)):
            raise TooMany(_("You have said a lot in the last hour. Please come again later."))
        made = remarking.say(post=post, author=request.user, reply_to=reply_to, **form.told())
        messages.success(request, _("Your remark is public now. You can change it for 15 minutes."))
        return place_of(made)

    return once(request, said)


def show_form(request, post, form, reply_to, status):
    context = {"post": post, "form": form, "reply_to": reply_to}
    return render(request, "partners/ideas/remark.html", context, status=status)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    """By its author; what comes too late is shown as it was typed."""
    found = remark_of(pk)
    if found.author_id != request.user.pk:
        raise NoSuchPage
    if request.method != "POST":
        if not remarking.may_change(request.user, found):
            return close(request, found, remarking.closed_sentence(found))
        form = ChangeForm(initial={"text": found.text, "seen": remarking.mark_of(found)})
        return show_change(request, found, form)
    form, status = ChangeForm(request.POST), 200
    if form.is_valid():
        try:
            remarking.change(remark=found, by=request.user, **form.cleaned_data)
        except Overtaken as reason:
            return close(request, found, str(reason))
        except Refused as reason:
            form, status = shown_anew(request, found, reason), 409
        else:
            messages.success(request, _("Your remark was changed."))
            return redirect(place_of(found))
    return show_change(request, found, form, status)


def shown_anew(request, remark, reason):
    """Who reads what stands there and sends the form again replaces it."""
    data = request.POST.copy()
    data["seen"] = remarking.mark_of(Remark.objects.get(pk=remark.pk))
    form = ChangeForm(data)
    form.add_error(None, str(reason))
    return form


def show_change(request, remark, form, status=200):
    context = {"post": remark.post, "remark": remark, "form": form}
    return render(request, "partners/ideas/change.html", context, status=status)


def close(request, remark, reason):
    context = {"post": remark.post, "back": place_of(remark), "reason": reason, "text": request.POST.get("text", "")}
    return render(request, "partners/ideas/closed.html", context, status=409)


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, pk):
    """A remark, for a reason, or show it again; for those who lead the idea."""
    found = remark_of(pk)
    if not leads(request.user, found.post):
        raise NoSuchPage
    initial = {"do": "show" if found.hidden_at else "hide"}
    form = HideForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["do"] == "hide":
            remarking.hide(remark=found, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The remark is hidden; the reason stands in its place."))
        else:
            remarking.show(remark=found)
            messages.success(request, _("The remark is shown again."))
        return redirect(place_of(found))
    context = {"post": found.post, "remark": found, "form": form, "back": place_of(found)}
    return render(request, "partners/ideas/hide.html", context)


# --- The answer ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    post = idea_of(pk)
    if not leads(request.user, post):
        raise NoSuchPage
    life, status = answering.life_of(post), 200
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=answered(post, life))
    if request.method == "POST" and form.is_valid():
        try:
            post = answering.answer(post=post, by=request.user, **form.told())
        except Overtaken as reason:
            form, status = asked_anew(request, post, reason), 409
        else:
            messages.success(request, _("The answer is public now."))
            return redirect(f"{post.get_absolute_url()}#answer")
    return render(request, "partners/ideas/answer_form.html", {"post": post, "form": form}, status=status)


def answered(post, life):
    """What stands there already."""
    told = {f"answer_{code}": getattr(post, f"answer_{code}") for code in LANGUAGES}
    state = {} if post.idea_state == post.IdeaState.OPEN else {"state": post.idea_state}
    return told | state | {"link": life.link, "seen": answering.mark_of(life)}


def asked_anew(request, post, reason):
    data = request.POST.copy()
    data["seen"] = answering.mark_of(answering.life_of(post))
    form = AnswerForm(data)
    form.add_error(None, str(reason))
    return form
