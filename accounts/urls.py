"""Addresses of the account pages, all below /admin/; they stand before the desk's own."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="sign_in"),
    path("login/here/", views.SignInHere.as_view(), name="sign_in_here"),
    path("logout/", views.SignOut.as_view(), name="sign_out"),
    path("resume/", views.Resume.as_view(), name="resume"),
    path("profile/", views.Profile.as_view(), name="profile"),
    path("password_change/", views.ChangePassword.as_view(), name="password_change"),
    path("password_reset/", views.ForgottenPassword.as_view(), name="password_reset"),
    path("password_reset/done/", views.LetterSent.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="password_reset_confirm"),
]
