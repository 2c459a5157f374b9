#!/bin/sh
# One measured request on a target that does nothing: Prony's closed loop beside fio's null engine,
# both with full latency accounting, turn by turn. Needs fio (Debian: fio), jq and a built prony_micro.
# beside_fio.sh [ROUNDS]
set -eu
micro=$(dirname -- "$(readlink -f -- "$0")")/../../build/scenarios/prony_micro
for round in $(seq "${1:-3}"); do
  theirs=$(fio --name=null --ioengine=null --size=1t --bs=4k --rw=read --time_based --runtime=3 \
    --iodepth=1 --thread --lat_percentiles=1 --slat_percentiles=1 --clat_percentiles=1 \
    --output-format=json | jq '.jobs[0].read.iops')
  ours=$("$micro" --benchmark_filter=null_target_request --benchmark_min_time=2 \
    --benchmark_format=json 2>/dev/null | jq '.benchmarks[0].items_per_second')
  echo "$round $theirs $ours" | awk '{ printf "round %d: fio %.1f ns, prony %.1f ns a request: %.2f times as many a second\n",
    $1, 1e9 / $2, 1e9 / $3, $3 / $2 }'
done
