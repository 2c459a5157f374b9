#!/bin/sh
# The whole engine (v2, batches of 100, synchronous=FULL) beside omindex on the same HTML documents:
# documents per second of CPU time. Prony's is what its passes took, without making each database and
# checking it afterwards; omindex's is the whole process. Needs omindex (Debian: xapian-omega), time, and a built Prony.
# beside_omindex.sh FOLDER [ROUNDS]
set -eu
prony=$(dirname -- "$(readlink -f -- "$0")")/../../build/scenarios/prony
source=$(readlink -f -- "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/html"
(cd "$source" && find . -name '*.html' -type f -exec cp --parents -t "$work/html" {} +)
documents=$(find "$work/html" -type f | wc -l)
column() { # FILE NAME: the cell of the step "batch 100"
  awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
    $2 == "batch 100" { print $at[name] }' "$1"
}
for round in $(seq "${2:-3}"); do
  rm -rf "$work/xapian" "$work/run"
  command time -f '%U %S' -o "$work/time" omindex --db "$work/xapian" --url / "$work/html" >/dev/null
  seconds=$(awk '{ print $1 + $2 }' "$work/time")
  "$prony" run batch-sweep --length 21s --corpus "$work/html" --out "$work/run" 2>/dev/null || true
  rate=$(column "$work/run/summary.csv" achieved_per_s)
  cores=$(column "$work/run/summary.csv" cpu_cores)
  echo "$round $documents $seconds $rate $cores" | awk '{ theirs = $2 / $3; ours = $4 / $5
    printf "round %d: %d documents; omindex %.0f, prony %.0f a CPU second: %.1f times\n",
      $1, $2, theirs, ours, ours / theirs }'
done
