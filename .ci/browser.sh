#!/usr/bin/env bash
# Gets a Chromium for the test of the review desk where that is possible, and says so either way.
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        (apt-get update -qq && apt-get install -y -qq chromium) >/dev/null 2>&1 || true
    fi
fi
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    echo 'ci: the review desk is tested in a browser'
    export COPILOT_REQUIRE_BROWSER=1
else
    echo 'ci: NOT TESTED: the review desk, because there is no Chromium and none could be installed' >&2
fi
