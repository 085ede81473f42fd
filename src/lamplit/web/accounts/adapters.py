"""What Lamplit changes in allauth: no sign-ups, no mail, our limits, our words, sessions that know their device."""

from datetime import timedelta
from typing import Any, NoReturn
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lamplit.actions import accounts, clock
from lamplit.engines.kernel.saying import say
from lamplit.people import sessions
from lamplit.web.accounts import devices, ratelimits
from lamplit.web.accounts.factors import WRONG_CODE
from lamplit.web.accounts.places import is_ours
from lamplit.web.accounts.recent import proved_recently

STAY = "stay_signed_in"  # in the session between the password and the second step
WRONG_PAIR = say("That sign-in name and password do not go together. Check both and try again.")
WAIT = say("There were many tries just now. Wait a few minutes, then try again. A passkey works right away.")
WRONG_PASSWORD = say("That password did not fit. Try again.")
_TRUSTED_FOR = timedelta(days=30)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by sign-in name; they are made by joining or setting up, never by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_PAIR,
        "too_many_login_attempts": WAIT,
        "incorrect_password": WRONG_PASSWORD,
        "enter_current_password": WRONG_PASSWORD,
        "incorrect_code": WRONG_CODE,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep sign-ups closed."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing between pages; ours say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send no mail; a change of how somebody signs in is shown on screen instead."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where a request comes from, looking behind as many proxies as the operator named and no more."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return "unknown"

    def is_safe_url(self, url: str) -> bool:
        """Return whether `url` stays on the very host that was asked; a trusted neighbour is not enough."""
        return is_ours(self.request, url)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; raises ValidationError when it is too soon."""
        tries = ratelimits.count_try(request, str(credentials.get("username", "")))
        if tries is None:
            raise self.validation_error("too_many_login_attempts")
        self._tries = tries

    def _rollback_login_failed_rl_usage(self) -> None:
        self._tries.give_back()

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in under a new session id and write down what the device is and how long it may stay."""
        stays = bool(request.session.pop(STAY, False))
        super().login(request, user)
        sessions.restart(request.session)
        request.session[sessions.TRUSTED] = stays
        request.session[sessions.PHONE] = devices.is_phone(request)
        request.session[sessions.LABEL] = devices.label(request)
        request.session.set_expiry(int(_TRUSTED_FOR.total_seconds()) if stays else 0)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Go where somebody wanted to go, by way of the news of their account or of setting up a second step."""
        response = super().post_login(request, user, **kwargs)
        page = ""
        if accounts.needs_second_factor(user.pk) and not has_second_step(request):
            page = reverse("second_step_needed")
        elif accounts.told(user.pk):
            page = reverse("account_news")
        wanted = urlencode({"next": response.headers.get("Location", reverse("start"))})
        return HttpResponseRedirect(f"{page}?{wanted}") if page else response

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Change a password and end every session, link and token of the person; the caller restarts its own."""
        user.set_password(password)
        user.save(update_fields=["password"])
        accounts.sign_out_everywhere(user.pk)
        user.refresh_from_db(fields=["epoch"])
        accounts.tell(user.pk, "password", clock.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again after five minutes; a sign-in counts as a proof too."""
        return not proved_recently(self.request, clock.now())


class FactorAdapter(DefaultMFAAdapter):
    """Second steps under our name; seeds are sealed with their person by `code_app`, so allauth's own way is shut."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> NoReturn:
        """Refuse: a seed that does not know its person could be moved to another."""
        raise NotImplementedError("Seeds are sealed by lamplit.web.accounts.code_app.")

    def decrypt(self, encrypted_text: str) -> NoReturn:
        """Refuse, as `encrypt` does."""
        raise NotImplementedError("Seeds are opened by lamplit.web.accounts.code_app.")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the place that passkeys are for; the device shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Lamplit"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Name the person by their sign-in name only; a device's list of passkeys is not private."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.get_username()}


def has_second_step(request: HttpRequest) -> bool:
    """Return whether this session used a passkey, a code or the demo's link."""
    records = request.session.get("account_authentication_methods") or ()
    return bool(request.session.get(sessions.MFA)) or any(record.get("method") == "mfa" for record in records)
