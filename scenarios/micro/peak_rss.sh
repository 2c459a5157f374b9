#!/bin/sh
# The most memory that large documents take, by the way they are read: a process for each way and
# format, by turns. Needs a built prony_memory. peak_rss.sh [ROUNDS] [OPTION=VALUE ...]
set -eu
memory=$(dirname -- "$(readlink -f -- "$0")")/../../build/scenarios/prony_memory
rounds=${1:-3}
[ $# -eq 0 ] || shift
for round in $(seq "$rounds"); do
  for format in .txt .html .md; do
    for mode in whole mapped stream; do
      printf '%-5s %-6s ' "$format" "$mode"
      "$memory" large "$format" 1 v2 workers=1 "$@" read.mode=$mode
    done
  done
done
