"""Makes a virtual environment, also with a Python whose distribution left out ensurepip (as Debian does).

Standard library only. There, pip's own wheel is taken from `wheels`, or fetched from the package index (PIP_INDEX_URL,
by default PyPI), checked against the hash below, and run to install itself.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from pathlib import Path

WHEEL = "pip-26.0.1-py3-none-any.whl"
SHA256 = "bdb1b08f4274833d62c1aa29e20907365a2ceb950410df15fc9521bad440122b"


def main(target: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python is there runs this file
        sys.exit("perfdocs 需要 Python 3.11 或更新的版本，这里是 " + sys.version.split()[0])
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        venv.create(target, symlinks=os.name != "nt")
        install_pip(Path(target))
    else:
        venv.create(target, with_pip=True, symlinks=os.name != "nt")


def install_pip(target: Path) -> None:
    carried = Path("wheels", WHEEL)
    wheel = carried.read_bytes() if carried.exists() else fetch_pip()
    if hashlib.sha256(wheel).hexdigest() != SHA256:
        sys.exit("下载的 pip 校验不符，没有安装：请检查网络或镜像")
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, WHEEL)
        path.write_bytes(wheel)
        python = str(
            next(
                (target / name).absolute() for name in ("bin/python", "Scripts/python.exe") if (target / name).exists()
            )
        )
        environment = {**os.environ, "PYTHONPATH": str(path)}
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--no-index", str(path)], env=environment, check=True
        )


def fetch_pip() -> bytes:
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    with urllib.request.urlopen(index, timeout=60) as page:
        links = re.findall(r'href="([^"]+)"', page.read().decode())
    link = next(link for link in links if WHEEL in link)
    with urllib.request.urlopen(urllib.parse.urljoin(index, link), timeout=180) as response:
        wheel: bytes = response.read()
    return wheel


if __name__ == "__main__":
    main(sys.argv[1])
