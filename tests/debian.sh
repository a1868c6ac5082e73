#!/bin/sh
# debian.sh PROGRAM PACKAGE: make sure that PROGRAM is there; install PACKAGE when we may, else say how.
set -eu
command -v "$1" >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "ติดตั้ง $2 สำหรับการทดสอบ" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
else
    echo "การทดสอบต้องใช้ $2 ติดตั้งด้วยคำสั่งนี้แล้วสั่ง make test อีกครั้ง:" >&2
    echo "    sudo apt-get install -y $2" >&2
    exit 1
fi
