"""What is typed when signing in and when changing how; the checks behind are allauth's and those of this package."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from allauth.account.internal import flows
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from lamplit.actions import accounts, clock
from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person
from lamplit.web.accounts import code_app, factors, passkeys
from lamplit.web.accounts.adapters import STAY
from lamplit.web.accounts.passwords import MOST

_FILL_NAME = {"required": say("Write your sign-in name.")}
_FILL_PASSWORD = {"required": say("Write your password.")}
_FILL_CODE = {"required": say("Write the code.")}


class SignInForm(LoginForm):
    """Sign-in name, password, and whether this device may stay signed in."""

    stay = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields our own words; an over-long password is simply a wrong one."""
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].error_messages |= _FILL_NAME
        self.fields["password"].error_messages |= _FILL_PASSWORD

    def clean_password(self) -> str:
        """Return the password, cut far beyond what one can be, so that no giant text reaches the hash."""
        return str(self.cleaned_data["password"])[: MOST + 1]

    def _login_with_password(self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, Any]) -> Any:
        """Go on to the second step or straight in; how long the session lasts is the adapter's to say."""
        request.session[STAY] = bool(self.cleaned_data.get("stay"))
        self._login.redirect_url = redirect_url
        return flows.login.perform_password_login(request, credentials, self._login)


class PasskeySignInForm(LoginWebAuthnForm):
    """The answer of a passkey when nobody has said who they are."""

    stay = forms.BooleanField(required=False)

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered, from this place and freshly; raises ValidationError."""
        return _checked(self, super().clean_credential)


class SecondStepForm(AuthenticateForm):
    """A code from the app, or a spare code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field our own words."""
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages |= _FILL_CODE

    def clean_code(self) -> str:
        """Use the code up; raises ValidationError when it is wrong or there were too many."""
        self.authenticator = factors.use_code(self.user, self.cleaned_data["code"])
        self.authenticator.user = self.user
        return str(self.cleaned_data["code"])


class SecondStepPasskeyForm(AuthenticateWebAuthnForm):
    """The answer of a passkey after the password."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that answered; raises ValidationError."""
        return _checked(self, super().clean_credential)


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey: what the browser made, and what its owner calls it."""

    name = forms.CharField(required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        """Accept only a passkey made here, unlocked by its owner; raises ValidationError."""
        credential = self.cleaned_data.get("credential")
        if not credential:
            raise ValidationError(passkeys.WRONG_PASSKEY)
        passkeys.demand_own_origin(context.request, credential)
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class AddAppForm(forms.Form):
    """The first code of a new code app."""

    code = forms.CharField(max_length=12, error_messages=_FILL_CODE)

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        """Make a seed for a fresh page; a sent form belongs to the seed that page showed."""
        super().__init__(data)
        self._request, self._person = request, cast(Person, request.user)
        self.seed = code_app.waiting_seed(request, self._person, fresh=data is None)

    def clean_code(self) -> str:
        """Note which step the code is of; raises ValidationError when it is of none."""
        step = code_app.matching_step(self.seed, self.cleaned_data["code"], clock.now())
        if step is None:
            raise ValidationError(factors.WRONG_CODE)
        self._step = step
        return str(self.cleaned_data["code"])

    def save(self) -> Authenticator:
        """Keep the app, its first code used up."""
        return code_app.add(self._request, self._person, self.seed, self._step)


class NewPasswordForm(ChangePasswordForm):
    """The present password and the new one; one field, because it can be shown while typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask once for the new password."""
        super().__init__(*args, **kwargs)
        _ask_once(self)


class FirstPasswordForm(SetPasswordForm):
    """A password for somebody who so far signed in without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask once for the new password."""
        super().__init__(*args, **kwargs)
        _ask_once(self)


class NameForm(forms.Form):
    """The name others see."""

    name = forms.CharField(
        max_length=60,
        error_messages={
            "required": say("Write a name."),
            "max_length": say("That name is too long. 60 letters is the most."),
        },
    )

    def save(self, person: Person) -> None:
        """Change the name."""
        accounts.rename(person, self.cleaned_data["name"])


def _checked(form: forms.Form, check: Callable[[], Authenticator]) -> Authenticator:
    passkeys.demand_own_origin(context.request, form.cleaned_data["credential"])
    return check()


def _ask_once(form: forms.Form) -> None:
    form.fields.pop("password2", None)
    for name in ("oldpassword", "password1"):
        if name in form.fields:
            form.fields[name].error_messages |= _FILL_PASSWORD
