#!/usr/bin/env bash
# check.sh FIGURES_PROGRAM WORK_FOLDER: do we and hdr-histogram-js say the same of the same logs,
# those that we write and those that it writes? Exits with 77 (skipped) where that can't be asked.
set -euo pipefail
program=$1
work=$2
here=$(cd "$(dirname "$0")" && pwd)
readonly skipped=77

skip() {
  echo "SKIPPED: $1; the logs were not compared with another HdrHistogram's reading of them"
  exit "$skipped"
}

command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"

mkdir -p "$work"
cp "$here/package.json" "$here/.npmrc" "$here/read.mjs" "$work/"
if ! cmp -s "$here/package-lock.json" "$work/installed-lock.json"; then
  cp "$here/package-lock.json" "$work/"
  if ! (cd "$work" && npm ci --fetch-retries=1 --fetch-timeout=30000) >"$work/npm.log" 2>&1; then
    tail -n 20 "$work/npm.log"
    if grep -qE 'E(NOTFOUND|AI_AGAIN|CONN[A-Z]+|TIMEDOUT|SOCKETTIMEDOUT|(NET|HOST)UNREACH|NOTCACHED)|network' \
      "$work/npm.log"; then
      skip "npm could not reach its registry"
    fi
    echo "npm ci failed"
    exit 1
  fi
  cp "$here/package-lock.json" "$work/installed-lock.json"
fi

cd "$work"
"$program" write ours.hlog >written.txt
node read.mjs ours.hlog theirs.hlog >read-by-them.txt
"$program" read theirs.hlog >read-by-us.txt
[ -s written.txt ]
diff -u written.txt read-by-them.txt
diff -u written.txt read-by-us.txt
echo "$(wc -l <written.txt) histograms, the same figures both ways"
