# shellcheck shell=bash
# Sourced by the scripts beside it: strict mode, the root folder as the current one, and a few words.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
# shellcheck disable=SC2034  # used by the scripts that source this file
PY=$ROOT/.venv/bin/python

# die STATUS MESSAGE...: says why and ends.
die() {
    local status=$1
    shift
    printf '%s\n' "$@" >&2
    exit "$status"
}

# Settings that depend on nothing this shell or an installation holds: for checks and tests.
neutral_settings() {
    export SECRET_KEY=only-for-checks-and-tests-0123456789-0123456789-0123456789 SITE_URL=http://testserver DEBUG=off
    export DATABASE_URL=sqlite://:memory:
    unset EXTRA_HOSTS TRUSTED_PROXIES EMAIL_URL MAIL_FROM CONTACT_EMAIL MEDIA_ROOT LOG_LEVEL DJANGO_SETTINGS_MODULE
}
