#!/bin/sh
# Make .venv. Debian's python3 comes without venv and pip: install them when we may, else say how.
set -eu
[ -x .venv/bin/pip ] && exit 0

command -v python3 >/dev/null || missing="python3 python3-venv"
if [ -z "${missing:-}" ] && ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    missing="python3-venv"
fi
if [ -n "${missing:-}" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "เครื่องนี้ยังไม่มี $missing ติดตั้งด้วยคำสั่งนี้แล้วสั่ง make อีกครั้ง:" >&2
        echo "    sudo apt-get install -y $missing" >&2
        exit 1
    fi
fi
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "ต้องใช้ Python 3.11 ขึ้นไป เครื่องนี้มี $(python3 --version)" >&2
    exit 1
fi
python3 -m venv .venv
