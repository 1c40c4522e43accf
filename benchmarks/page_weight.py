"""What pages weigh on the line for a phone that was never here before; limits in the last column.

The measurement is the one that `tests/test_page_weight.py` holds to its limits. Bytes do not depend
on how busy the machine is, so the table may be quoted.
"""

from playwright.sync_api import sync_playwright

from benchmarks._site import Site, demonstration
from tests import tools
from tests.browser import AGENT, ARGUMENTS, PHONE_SCREEN
from tests.weights import DENSITY, KILOBYTE, first_visit

HEAD = ("page", "requests", "HTML", "style", "script", "pictures", "all", "limit")
ROW = "  {:<22}{:>9}{:>8}{:>8}{:>8}{:>10}{:>8}{:>8}"


def main() -> None:
    """Print the table, in kilobytes."""
    if not tools.chromium():
        print("page weight: not measured, there is no Chromium here")
        return
    print("page weight, kilobytes on the line of a first visit, 390 pixels wide, two points each:")
    print(ROW.format(*HEAD))
    with demonstration() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=tools.chromium(), args=ARGUMENTS)
        for name, path, limit in pages(site):
            context = chromium.new_context(
                viewport=PHONE_SCREEN, user_agent=AGENT, device_scale_factor=DENSITY
            )
            load = first_visit(context.new_page(), site.address + path)
            kinds = ("Document", "Stylesheet", "Script", "Image")
            weights = [f"{load.bytes(*kind) / KILOBYTE:.1f}" for kind in (*zip(kinds), ())]
            print(ROW.format(name, load.requests, *weights, limit or "–"))
            context.close()
        chromium.close()


def pages(site: Site) -> list[tuple[str, str, int | None]]:
    """Return what is weighed: its name, its address, and what it may weigh at most."""
    return [
        ("article with photo", site.story("published"), 130),
        ("front page", "/", 220),
        ("section", site.demo["categories"][0]["url"], None),
        ("search", "/cari/?q=posyandu", None),
        ("most read", "/terpopuler/", None),
        ("not found", "/tidak-ada/", None),
    ]


if __name__ == "__main__":
    main()
