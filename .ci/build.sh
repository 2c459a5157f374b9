# shellcheck shell=sh
# shellcheck disable=SC2154
# Sourced by prony and by .ci/tests, which set `here` to the root: quiet, incremental builds.

say() { printf '%s\n' "$*" >&2; }
stop() { say "prony: $*" && exit 2; }

# can_build FOLDER: is it there to be written to, or can it be made?
can_build() {
  [ -d "$1" ] || { [ -w "$(dirname -- "$1")" ] && return 0 || return 1; }
  [ -w "$1" ] && [ -z "$(find "$1" -maxdepth 1 ! -writable -print -quit)" ]
}

# lock_build FOLDER: makes it; until unlock_build no other start of Prony builds there.
lock_build() {
  mkdir -p "$1" 2>/dev/null || stop "can't make $1"
  foreign=$(find "$1" -maxdepth 1 ! -writable -print -quit)
  [ -z "$foreign" ] || stop "can't write to $foreign (built by somebody else?);" \
    "remove $1, or make it yours: sudo chown -R $(id -un) '$1'"
  command -v flock >/dev/null || return 0
  exec 9>"$1/lock"
  flock -n 9 && return 0
  say "Waiting for another build in $1 to end ..."
  flock 9
}
unlock_build() { exec 9>&-; }

# llama_folder: where .ci/llama puts llama.cpp, for all checkouts of a user.
llama_folder() {
  cache=${XDG_CACHE_HOME-}
  case $cache in /*) ;; *) cache=${HOME-}/.cache ;; esac
  printf '%s\n' "$cache/prony/llama-3.21.1"
}

# configure FOLDER [CMAKE ARGUMENT...]: anew only where it was done otherwise, or elsewhere: a
# checkout that was moved or copied has a build folder that tells of its old place.
configure() {
  folder=$1 && shift
  set -- -S "$here" -B "$folder" "$@"
  command -v ninja >/dev/null && set -- -G Ninja "$@"
  [ ! -e "$(llama_folder)" ] || set -- "-DPRONY_LLAMA:STRING=$(llama_folder)" "$@"
  command -v ccache >/dev/null && set -- -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"
  [ "$(cat "$folder/configured" 2>/dev/null)" = "$*" ] && return 0
  rm -f "$folder/configured"
  if ! cmake --fresh "$@" </dev/null >"$folder/configure.log" 2>&1; then
    cat "$folder/configure.log" >&2
    return 1
  fi
  printf '%s\n' "$*" >"$folder/configured"
}

# build FOLDER TITLE TARGET...: one line of progress, and none where nothing changed; or what failed.
build() {
  folder=$1 title=$2 && shift 2
  rm -f "$folder/built"
  {
    cmake --build "$folder" --parallel "$(nproc)" --target "$@" </dev/null 2>&1 9>&- &&
      : >"$folder/built"
  } | show_progress "$title" "$folder/build.log"
  [ -e "$folder/built" ] && return 0
  grep -vE '^\[ *[0-9]+[/%]' "$folder/build.log" >&2
  return 1
}

# show_progress TITLE LOG: copies a build's output to the log; what Ninja says as [3/80] and Make as
# [ 4%] becomes a bar, with the time that is left if the rest goes on as what was done.
show_progress() {
  begun='' since=$(date +%s)
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    case $line in
      '['*'] Built target '*) continue ;;
      '['[0-9\ ]*/[0-9]*']'*) made=${line#?} total=${line#*/} && made=${made%%/*} total=${total%%]*} ;;
      '['*%']'*) made=${line#?} total=100 && made=${made%%\%*} ;;
      *) continue ;;
    esac
    [ -n "$begun" ] || { begun=yes && printf '%s' "$1" >&2; }
    [ -t 2 ] && [ "$((made))" -gt 0 ] || continue
    left=$((($(date +%s) - since) * (total - made) / made))
    printf '\r%s [%-30.*s] %s of %s, %d:%02d left ' "$1" $((made * 30 / total)) \
      '##############################' "$((made))" "$total" $((left / 60)) $((left % 60)) >&2
  done 3>"$2"
  [ -z "$begun" ] || echo >&2
}
