"""What the tests use besides Python: Chromium, nginx, Java and the HTML checker vnu.

`python -m tests.tools` finds them, installs what is missing as root on Debian, and says in a plain
line what could not be had. With `CI=true` nothing may be missing. Tests ask here where they are.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NPM_FOLDER = ROOT / "var" / "tools"
VNU = "vnu-jar@26.9.27"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
# A mirror may fail for a moment, and a machine that has just started installs something itself.
PATIENT = ("-o", "Acquire::Retries=5", "-o", "DPkg::Lock::Timeout=300")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

HOW_TO_GET = {
    "chromium": "Chromium was not found: install it (Debian: apt install chromium) or set CHROMIUM",
    "nginx": "nginx, its brotli module or openssl was not found: install them (Debian: apt install"
    " nginx libnginx-mod-http-brotli-static openssl)",
    "systemd": "systemd-analyze was not found: it comes with systemd (Debian: apt install systemd)",
    "java": "Java was not found: install it (Debian: apt install default-jre-headless)",
    "vnu": f"the HTML checker was not found: npm install --prefix var/tools {VNU}",
}
PACKAGES = {
    "chromium": ("chromium", "fonts-liberation"),
    "nginx": ("nginx", "libnginx-mod-http-brotli-static", "openssl"),
    "systemd": ("systemd",),
    "java": ("default-jre-headless",),
    "npm": ("npm",),
}


def chromium() -> str | None:
    """Return the browser: the one CHROMIUM names, or the first of the usual names."""
    given = os.environ.get("CHROMIUM", "")
    for name in (given,) if given else (*CHROMIUMS, MAC_CHROME):
        if found := shutil.which(name):
            return found
    return None


def nginx() -> str | None:
    """Return Debian's nginx, which is not on every PATH, if what it is tried with is here too."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    return found if found and shutil.which("openssl") and BROTLI.exists() else None


def systemd() -> str | None:
    """Return the program that reads units as systemd does; nothing has to run."""
    return shutil.which("systemd-analyze")


def java() -> str | None:
    """Return a Java that runs; on some systems the name alone only asks to install one."""
    found = shutil.which("java")
    works = found and subprocess.run([found, "-version"], capture_output=True).returncode == 0
    return found if works else None


def vnu() -> str | None:
    """Return the path of the HTML checker: the one VNU_JAR names, or ours from npm."""
    jar = os.environ.get("VNU_JAR") or NPM_FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    return str(jar) if Path(jar).is_file() else None


PROGRAMS = {"chromium": chromium, "nginx": nginx, "systemd": systemd, "java": java}


def missing(*names: str) -> str:
    """Return one sentence that says which of these tools are not here and how to get them."""
    finders = {**PROGRAMS, "vnu": vnu}
    return "; ".join(HOW_TO_GET[name] for name in names if not finders[name]())


def required() -> bool:
    """Say whether a missing tool is a failure instead of a line of its own."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def _run(*command: str, attempts: int = 3) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for rest in reversed(range(attempts)):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode == 0:
            return True
        print(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}", flush=True)
        time.sleep(10 if rest else 0)  # what fails is the network, most of the time
    return False


def _may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def install() -> None:
    """Install what is missing, where that can be done without asking anybody."""
    wanted = [name for name, find in PROGRAMS.items() if not find()]
    if not vnu() and not shutil.which("npm"):
        wanted.append("npm")
    if wanted and _may_install():
        packages = [package for name in wanted for package in PACKAGES[name]]
        print(f"Installing {', '.join(packages)} …", flush=True)
        _run("apt-get", *PATIENT, "update", "-q")
        _run("apt-get", *PATIENT, "install", "-y", "-q", "--no-install-recommends", *packages)
    if not vnu() and shutil.which("npm"):
        print(f"Installing {VNU} into {NPM_FOLDER.relative_to(ROOT)} …", flush=True)
        npm = (
            "npm",
            "install",
            "--prefix",
            str(NPM_FOLDER),
            "--no-save",
            "--no-audit",
            "--no-fund",
        )
        _run(*npm, "--loglevel=error", VNU)


def main() -> int:
    """Install, and say what is missing; only where tools are required does that fail."""
    install()
    sentence = missing(*PROGRAMS, "vnu")
    if sentence and required():
        print(f"CI=true asks for every test, but {sentence}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
