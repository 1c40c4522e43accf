"""Somebody at a running site without a browser: keeps cookies, signs in, sends forms."""

from http.cookies import SimpleCookie

from tests.browser import AGENT
from tests.running_site import Answer, RunningSite


class Visitor:
    """One visitor; nothing is followed, so a redirect is an answer like any other."""

    def __init__(self, site: RunningSite, *, agent: str = AGENT):
        self.site = site
        self.agent = agent
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._remember(self.site.get(path, **self._headers(), **headers))

    def post(self, path: str, fields: dict, **headers: str) -> Answer:
        """Send a form with the token of the cookie, as the page's own form would."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._remember(
            self.site.post(path, {**token, **fields}, **self._headers(), **headers)
        )

    def sign_in(self, user: dict) -> "Visitor":
        """Sign in as one of the demonstration's accounts and return the visitor."""
        self.get("/admin/login/")
        answer = self.post("/admin/login/", {key: user[key] for key in ("username", "password")})
        assert answer.status == 302, f"{user['username']} was not let in: {answer.status}"
        return self

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"User_Agent": self.agent, **({"Cookie": cookies} if cookies else {})}

    def _remember(self, answer: Answer) -> Answer:
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return answer
