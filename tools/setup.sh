#!/bin/sh
# Prepares a machine that has little more than Python and make.
#
#   tools/setup.sh venv DIR          a virtual environment of the newest Python that briefgen supports
#   tools/setup.sh packages NEED…    Debian packages; a NEED is a package, or command|command=package
#
# Nothing is installed that is there already. Without the right to install, the exact command is printed.
set -eu

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return
        fi
    done
    say "briefgen needs Python 3.11 or newer; on Debian and Ubuntu: apt-get install python3"
    exit 1
}

install() {
    if [ "$(id -u)" = 0 ]; then
        as=
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as=sudo
    else
        say "These packages are missing. Install them, then run make again:"
        say "  sudo apt-get update && sudo apt-get install --no-install-recommends $*"
        exit 1
    fi
    say "installing $*"
    $as apt-get -o DPkg::Lock::Timeout=120 update -qq
    DEBIAN_FRONTEND=noninteractive $as apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$@" >/dev/null
}

is_there() {
    case $1 in
        *=*)
            for command in $(printf '%s' "${1%%=*}" | tr '|' ' '); do
                command -v "$command" >/dev/null && return 0
            done
            return 1
            ;;
        *) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    esac
}

packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not Debian or Ubuntu: see to it that these, by whatever name, are installed: $*"
        return
    fi
    missing=
    for need in "$@"; do
        is_there "$need" || missing="$missing ${need##*=}"
    done
    # the names hold no spaces: they are to be split
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install $missing
}

venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        packages "python$version-venv"
    fi
    # --clear: what another Python left behind, with its stamps, is of no use to this one
    "$python" -m venv --clear "$1"
}

action=$1
shift
case $action in
    venv) venv "$@" ;;
    packages) packages "$@" ;;
    *)
        say "usage: tools/setup.sh venv DIR | packages NEED…"
        exit 2
        ;;
esac
