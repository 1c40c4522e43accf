"""axe: what of WCAG a program can see, on a phone and a desktop, in light and in dark."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESKTOP_SCREEN, PHONE_SCREEN

# Darkness changes colours and nothing else.
_EVERYTHING = {"resultTypes": ["violations"]}
_COLOURS_ONLY = {**_EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
# A colour on its way from dark to light is none that anybody reads.
_WITHOUT_TRANSITIONS = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { transition: none !important; animation: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
PUBLIC = [
    ("light", PHONE_SCREEN, _EVERYTHING),
    ("dark", PHONE_SCREEN, _COLOURS_ONLY),
    ("dark", DESKTOP_SCREEN, _COLOURS_ONLY),
    ("light", DESKTOP_SCREEN, _EVERYTHING),
]
# The desk has three times as many pages, and the same few colours everywhere.
DESK = [
    ("light", PHONE_SCREEN, _EVERYTHING),
    ("dark", DESKTOP_SCREEN, _EVERYTHING),
]


def violations(page, path: str, looks: list = PUBLIC) -> list[str]:
    """Look at the page in every way and say what is wrong with it, in one line each."""
    found = []
    page.evaluate(_WITHOUT_TRANSITIONS)
    page.evaluate(Axe().axe_script)
    for scheme, screen, options in looks:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(screen)
        for violation in page.evaluate("options => axe.run(document, options)", options)[
            "violations"
        ]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{path} {scheme} {screen['width']}: {violation['id']} {nodes}")
    return found
