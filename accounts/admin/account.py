"""Accounts in the desk: a superuser's business, and nobody else sees that it is there."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.admin.account_form import AccountForm
from accounts.models import User
from accounts.password_links import NotSent, link_for, send_to
from accounts.switching_off import refuse_to_lock_out

_CHANGES = {
    "username": "username_changed",
    "display_name": "name_changed",
    "email": "email_changed",
    "language": "language_changed",
    "role": "role_changed",
    "is_superuser": "superuser_changed",
    "is_active": "active_changed",
}


@admin.register(User)
class AccountAdmin(admin.ModelAdmin):
    form = AccountForm
    change_form_template = "accounts/account_change_form.html"
    list_display = ["display_name", "username", "rights", "state", "last_login"]
    list_filter = ["role", "is_superuser", "is_active"]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["display_name", "username", "email"]
    ordering = ["display_name", "username"]
    fieldsets = [
        (None, {"fields": ["username", "display_name", "email", "language"]}),
        (_("Rights"), {"fields": ["role", "is_superuser", "is_active"]}),
        (_("Dates"), {"fields": ["created_at", "last_login"]}),
    ]
    readonly_fields = ["created_at", "last_login"]
    actions = None  # one account at a time: each refusal deserves its own sentence

    class Media:
        css = {"all": ["accounts/account-pages.css"]}

    @admin.display(description=_("Rights"), ordering="role")
    def rights(self, account: User) -> str:
        held = [account.get_role_display()] if account.role else []
        return ", ".join([*held, *([gettext("superuser")] if account.is_superuser else [])]) or "–"

    @admin.display(description=_("active"), ordering="is_active")
    def state(self, account: User) -> str:
        return gettext("active") if account.is_active else gettext("switched off")

    # --- who may: a superuser, whatever permissions a role may one day be given ---

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _is_superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _is_superuser(request)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return "password" not in lookup and super().lookup_allowed(lookup, value, request)

    # --- adding and changing ---

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.request_user = request.user
        return form

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        response = super().add_view(request, form_url, extra_context)
        # Only now is the account stored for good, and no lock held while the mail server thinks.
        if added := getattr(request, "account_added", None):
            self._send_link(request, added)
        return response

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
            super().save_model(request, obj, form, change)
            detail = f"role: {_said(obj.role)}, superuser: {_said(obj.is_superuser)}"
            audit.record("account_added", by=request.user, target=obj, detail=detail)
            request.account_added = obj
            return
        # Only what was changed: a password that is being set meanwhile stays.
        obj.save(update_fields=form.changed_data)
        for field in form.changed_data:
            if field in _CHANGES:
                detail = f"{_said(form.initial[field])} → {_said(form.cleaned_data[field])}"
                audit.record(_CHANGES[field], by=request.user, target=obj, detail=detail)

    def render_change_form(self, request: HttpRequest, context: dict, *args, obj=None, **kwargs):
        """Log a change of rights that the form refused: it would have locked somebody out."""
        refused = context["adminform"].form.non_field_errors() if request.method == "POST" else ()
        for sentence in refused:
            audit.record(
                "superuser_changed", by=request.user, target=obj, detail=sentence, refused=True
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is not None and self.has_delete_permission(request, obj):
            refusal = self._refusal_to_delete(request, obj)
            if refusal:
                audit.record(
                    "account_deleted", by=request.user, target=obj, detail=refusal, refused=True
                )
                messages.error(request, refusal)
                return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[obj.pk]))
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request: HttpRequest) -> tuple:
        """Let nothing stand in the way that goes along: what was told to this account alone."""
        listed, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        refuse_to_lock_out(obj, by=request.user)
        audit.record("account_deleted", by=request.user, target=obj)
        super().delete_model(request, obj)

    def _refusal_to_delete(self, request: HttpRequest, obj: User) -> str:
        if (obj.is_superuser and obj.is_active) or obj.pk == request.user.pk:
            try:
                with transaction.atomic():
                    refuse_to_lock_out(obj, by=request.user)
            except ValidationError as error:
                return error.messages[0]
        protected = self.get_deleted_objects([obj], request)[3]
        if protected:
            return gettext(
                "%(name)s has stories in the newsroom, so this account cannot be deleted."
                " Switch it off instead: it ends at once, and the stories keep their author."
            ) % {"name": obj}
        return ""

    # --- links to set a password ---

    def get_urls(self):
        return [
            path(
                "<path:object_id>/password-link/",
                self.admin_site.admin_view(self.password_link),
                name="accounts_user_password_link",
            ),
            *super().get_urls(),
        ]

    def password_link(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send a fresh link by e-mail, or show it, for when e-mail does not work. POST only."""
        if not _is_superuser(request):
            raise PermissionDenied
        account = self.get_object(request, unquote(object_id))
        if account is None or not account.is_active:
            raise Http404
        back = HttpResponseRedirect(reverse("admin:accounts_user_change", args=[account.pk]))
        if request.method != "POST":
            return back
        if "_send" in request.POST:
            self._send_link(request, account)
            return back
        audit.record("password_link_shown", by=request.user, target=account)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Link to set a password"),
            "subtitle": str(account),
            "opts": self.opts,
            "account": account,
            "link": link_for(account),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "accounts/password_link.html", context)

    def _send_link(self, request: HttpRequest, account: User) -> None:
        try:
            send_to(account, by=request.user)
        except NotSent:
            sentence = gettext(
                "The e-mail to %(address)s could not be sent. Show the link below and pass it on."
            )
            messages.warning(request, sentence % {"address": account.email})
        else:
            sentence = gettext("A link to set a password is on its way to %(address)s.")
            messages.info(request, sentence % {"address": account.email})


def _is_superuser(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


def _said(value: str | bool) -> str:
    return {True: "on", False: "off", "": "-"}.get(value, value)
