"""The pages on which people sign in, sign out, and look after their own account."""

from django.contrib import admin, messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import (
    LoginView,
    LogoutView,
    PasswordChangeView,
    PasswordResetConfirmView,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.csrf import csrf_failure
from django.views.generic import FormView, TemplateView, UpdateView

from accounts import audit, carried, lockout
from accounts.forms import (
    ChangePasswordForm,
    ChoosePasswordForm,
    ForgottenPasswordForm,
    ProfileForm,
    SignInForm,
)
from accounts.models import User
from accounts.password_links import RedirectThenSend, send_to_whom_it_concerns
from accounts.sign_in import begin_session, is_desk


class DeskPage:
    """A page in the desk's frame: its header, its menu, its messages."""

    title = ""
    http_method_names = ["get", "head", "post"]  # Django's forms would take a PUT for a POST

    def get_context_data(self, **kwargs) -> dict:
        self.request.current_app = admin.site.name
        return {
            **admin.site.each_context(self.request),
            "title": self.title,
            "subtitle": None,
            **super().get_context_data(**kwargs),
        }


class SignIn(DeskPage, LoginView):
    """The way in. Somebody without a role gets in here, and no further."""

    authentication_form = SignInForm
    template_name = "registration/login.html"
    title = _("Sign in")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return super().get(request, *args, **kwargs)
        if request.user.is_staff:
            return HttpResponseRedirect(self.get_success_url())
        self.title = _("Your account has no role")
        return render(
            request, "accounts/no_role.html", self.get_context_data(form=None), status=403
        )

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        begin_session(self.request, timezone.now())
        audit.record("sign_in", by=self.request.user)
        if carried.waiting(self.request):
            return HttpResponseRedirect(reverse("resume"))
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        record_failure(self.request, form.data.get("username", ""))
        return super().form_invalid(form)


class SignInHere(SignIn):
    """The same way in, for a page that stays open with a text in it: asked and answered in JSON."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        get_token(request)  # so that a browser without our cookie gets one
        return _who_is_signed_in(request)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        super().form_valid(form)
        return _who_is_signed_in(self.request)

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        record_failure(self.request, form.data.get("username", ""))
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        return JsonResponse({"said": " ".join(dict.fromkeys(sentences))}, status=400)


def _who_is_signed_in(request: HttpRequest) -> JsonResponse:
    user = request.user
    if not user.is_authenticated:
        return JsonResponse({"person": "", "name": "", "is_staff": False})
    return JsonResponse({"person": str(user.pk), "name": str(user), "is_staff": user.is_staff})


class Resume(LoginRequiredMixin, DeskPage, TemplateView):
    """Gives back what was sent after the session had ended; its owner sends it on, or not."""

    template_name = "accounts/resume.html"
    title = _("What you sent has been kept")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = carried.waiting(request)
        if form is None:
            return HttpResponseRedirect(reverse("admin:index"))
        return self.render_to_response(self.get_context_data(carried=form))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        carried.drop(request)
        return HttpResponseRedirect(reverse("admin:index"))


def form_not_accepted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not good (CSRF_FAILURE_VIEW).

    When it comes from a page of ours, and its sender is signed in, the page was opened before the
    last sign-in: then what he typed is kept and given back. A form of another site is refused.
    """
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": "token"}, status=403)  # its page keeps the text, and us none
    if not (is_desk(request) and request.user.is_staff and _comes_from_our_page(request)):
        return csrf_failure(request, reason=reason)
    if request.path == reverse("admin:login"):
        return HttpResponseRedirect(reverse("admin:index"))
    carried.keep(request, by=request.user.pk)
    return HttpResponseRedirect(reverse("resume"))


def _comes_from_our_page(request: HttpRequest) -> bool:
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == origin


class SignOut(DeskPage, LogoutView):
    """The way out, by POST only; back to the sign-in page."""

    next_page = reverse_lazy("admin:login")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            audit.record("sign_out", by=request.user)
        return super().post(request, *args, **kwargs)


class ForgottenPassword(DeskPage, FormView):
    """Asks for a letter with a link. The answer is the same whoever asks."""

    form_class = ForgottenPasswordForm
    template_name = "registration/password_reset_form.html"
    success_url = reverse_lazy("password_reset_done")
    title = _("Forgotten your password?")

    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        email, client = form.cleaned_data["email"], lockout.client_of(self.request)
        now = timezone.now()
        if lockout.are_too_many(lockout.LETTER, name=email, client=client, now=now):
            form.add_error(
                None, _("Too many letters were asked for. Wait an hour, then try again.")
            )
            return self.render_to_response(self.get_context_data(form=form), status=429)
        lockout.count(lockout.LETTER, name=email, client=client, now=now)
        return RedirectThenSend(self.get_success_url(), lambda: send_to_whom_it_concerns(email))


class LetterSent(DeskPage, TemplateView):
    template_name = "registration/password_reset_done.html"
    title = _("Look into your mailbox")


class ChoosePassword(DeskPage, PasswordResetConfirmView):
    """Where a link leads. Each works once; a used, old or invented one is told apart by nobody."""

    form_class = ChoosePasswordForm
    template_name = "registration/password_reset_confirm.html"
    success_url = reverse_lazy("admin:login")
    title = _("Choose a password")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def get_context_data(self, **kwargs) -> dict:
        title = self.title if self.validlink else _("This link is no longer good")
        return super().get_context_data(**kwargs) | {"title": title}

    def render_to_response(self, context: dict, **kwargs) -> HttpResponse:
        if self.validlink:
            return super().render_to_response(context, **kwargs)
        client, now = lockout.client_of(self.request), timezone.now()
        name = self.kwargs["uidb64"][:60]
        if lockout.are_too_many(lockout.LINK, name=name, client=client, now=now):
            return super().render_to_response(context | {"is_locked": True}, status=429)
        lockout.count(lockout.LINK, name=name, client=client, now=now)
        return super().render_to_response(context, status=404)

    def form_valid(self, form: ChoosePasswordForm) -> HttpResponse:
        response = super().form_valid(form)
        lockout.forgive(lockout.SIGN_IN, name=self.user.get_username())
        audit.record("password_changed", by=self.user, target=self.user, detail="by a link")
        messages.success(self.request, gettext("Your password is saved. Sign in with it."))
        return response


class ChangePassword(DeskPage, PasswordChangeView):
    """A new password for oneself; every other device has to sign in again."""

    form_class = ChangePasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("profile")
    title = _("Change password")

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        response = super().form_valid(form)
        audit.record("password_changed", by=form.user, target=form.user)
        sentence = gettext("Your password is changed. Other devices have to sign in again.")
        messages.success(self.request, sentence)
        return response

    def form_invalid(self, form: ChangePasswordForm) -> HttpResponse:
        if "old_password" in form.errors:
            record_failure(self.request, form.user.get_username())
        return super().form_invalid(form)


class Profile(LoginRequiredMixin, DeskPage, UpdateView):
    """One's own name and language; the rest of an account is the superuser's to change."""

    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("profile")
    context_object_name = "account"  # "user" is who is signed in
    title = _("Profile")

    def get_object(self, queryset=None) -> User:
        # Not request.user itself: a refused form would otherwise show its name in the header.
        return User.objects.get(pk=self.request.user.pk)

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        response = super().form_valid(form)
        if "display_name" in form.changed_data:
            detail = f"{form.initial['display_name']} → {self.object.display_name}"
            audit.record("name_changed", by=self.object, target=self.object, detail=detail)
        if "language" in form.changed_data:
            detail = f"{form.initial['language']} → {self.object.language}"
            audit.record("language_changed", by=self.object, target=self.object, detail=detail)
        with translation.override(self.object.language):
            messages.success(self.request, gettext("Your profile is saved."))
        return response


def record_failure(request: HttpRequest, name: str) -> None:
    """Log a failed sign-in, once per try, and a lock once when it begins.

    The name that was typed is kept only when an account is called so: people type passwords
    into the wrong field.
    """
    if lockout.is_locked_out(request) and not getattr(request, "lock_began", False):
        return  # tries during a lock are not counted and not logged: the log stays readable
    account = User.objects.named(name.strip())
    said = account.username if account else ""
    audit.record("sign_in_failed", name=said, target=account, refused=True)
    if getattr(request, "lock_began", False):
        audit.record("locked", name=said, target=account, refused=True)
