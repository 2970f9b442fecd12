"""What the trail hears of: sign-ins, passwords, second steps, memberships, rights, steps of texts, imports and exports.

Signals, for whichever way it happens, page, administration or shell, nobody can forget to say it.
"""

from functools import partial

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as institution
from django.contrib.auth import get_user_model
from django.contrib.auth import signals as auth
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from import_export.signals import post_export, post_import

from catalogue.audit import Action, note
from partners.models import Membership, User
from plans.models import CommitmentStep, SignatureStep, StageStep
from publishing.models import Passage

STEPS = (Passage, StageStep, CommitmentStep, SignatureStep)
RIGHTS = ("is_active", "is_staff", "is_superuser")


def listen():
    for signal, hear in heard():
        signal.connect(hear, weak=False, dispatch_uid=f"trail {id(hear)}")
    for model in STEPS:
        post_save.connect(step, sender=model, weak=False)
    post_save.connect(membership, sender=Membership)
    post_delete.connect(membership_ended, sender=Membership)
    pre_save.connect(account_changed, sender=User)
    m2m_changed.connect(groups_changed, sender=User.groups.through)
    m2m_changed.connect(groups_changed, sender=User.user_permissions.through)


def heard():
    """Those that tell of the person's own account."""
    yield auth.user_logged_in, partial(own, Action.SIGN_IN, "")
    yield auth.user_logged_out, partial(own, Action.SIGN_OUT, "")
    yield auth.user_login_failed, refused
    yield account.password_changed, partial(own, Action.PASSWORD, "changed")
    yield account.password_set, partial(own, Action.PASSWORD, "set")
    yield account.password_reset, partial(own, Action.PASSWORD, "reset")
    yield mfa.authenticator_added, partial(own, Action.SECOND_FACTOR, "added")
    yield mfa.authenticator_removed, partial(own, Action.SECOND_FACTOR, "removed")
    yield mfa.authenticator_reset, partial(own, Action.SECOND_FACTOR, "reset")
    yield institution.social_account_added, tied
    yield post_export, partial(of_model, Action.EXPORT)
    yield post_import, partial(of_model, Action.IMPORT)


def own(action, said, *, sender=None, user=None, authenticator=None, **more):
    if user is not None and user.pk:
        note(action, by=user, about=user, said=" ".join(filter(None, (said, getattr(authenticator, "type", "")))))


def tied(*, sociallogin, **more):
    """From now on the institution opens the account."""
    own(Action.SECOND_FACTOR, "institution added", user=sociallogin.user)


def refused(*, credentials, sender=None, **more):
    """Of an address that nobody has, what somebody typed may be a password: only its digest is kept."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    person = get_user_model().objects.filter(email__iexact=typed).first()
    note(Action.REFUSED, about=person, unknown="" if person else typed)


def of_model(action, *, model, sender=None, **more):
    note(action, said=model._meta.label)


def step(*, instance, created, sender, raw=False, **more):
    if created and not raw:
        note(
            Action.STEP, by=instance.by, about=instance, said=f"{instance.step}: {instance.source} → {instance.target}"
        )


def membership(*, instance, created, sender, raw=False, **more):
    if not raw:
        said = f"person {instance.user_id}, {instance.role}: {'begun' if created else 'changed'}"
        note(Action.MEMBERSHIP, about=instance.partner, said=said)


def membership_ended(*, instance, sender, **more):
    said = f"person {instance.user_id}, {instance.role}: ended"
    note(
        Action.MEMBERSHIP,
        about=(type(instance)._meta.get_field("partner").related_model, instance.partner_id),
        said=said,
    )


def account_changed(*, instance, sender, raw=False, update_fields=None, **more):
    """Rights that stand in the account itself."""
    if raw or (update_fields is not None and not {*RIGHTS} & {*update_fields}):
        return
    before = User.objects.filter(pk=instance.pk).values(*RIGHTS).first() if instance.pk else dict.fromkeys(RIGHTS)
    after = {name: getattr(instance, name) for name in RIGHTS}
    changed = [f"{name}: {value}" for name, value in after.items() if before and bool(before[name]) != value]
    if instance.pk and changed:
        note(Action.GROUP, about=instance, said=", ".join(changed))


def groups_changed(*, instance, action, pk_set, model, reverse, sender, **more):
    if action in ("post_add", "post_remove", "post_clear"):
        who = sorted(pk_set or ()) if reverse else [instance.pk]
        what = [instance.pk] if reverse else sorted(pk_set or ())
        kind = "group" if sender is User.groups.through else "permission"
        for pk in who:
            note(
                Action.GROUP, about=(User, pk), said=f"{kind} {' '.join(map(str, what))} {action.removeprefix('post_')}"
            )
