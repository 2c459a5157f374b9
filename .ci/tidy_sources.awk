# Reads sources one after the other, each after a line of \001 and its path; says what breaks the
# house rules.

function complain(what) { print file ":" line ": " what }

function end_of_file() {
  if (file == "") return
  if (line > 350) complain("longer than 350 lines")
  if (file ~ /\.h$/ && !pragma_once) { line = 1; complain("no #pragma once") }
  if (file ~ /_test\.cc$/ && !own_namespace) { line = 1; complain("not in namespace " stem(file)) }
}

# The file's name without folder and ending.
function stem(path) { sub(/.*\//, "", path); sub(/\..*/, "", path); return path }

# Which folders may include which.
function check_include(included,    folder, theirs) {
  folder = file; sub(/\/.*/, "", folder)
  theirs = included; sub(/\/.*/, "", theirs)
  if (theirs == "scenarios" && folder != "scenarios")
    complain("only scenarios may include " included)
  if (folder == "harness" && (theirs == "engine" || theirs == "reports"))
    complain("harness must not include " included)
  if (folder == "engine" && (theirs == "harness" || theirs == "reports"))
    complain("engine must not include " included)
  if (file ~ /^scenarios\/(program|replay|baselines|contenders|gate|terminal|general|traces|words|commands_compared)\// && file !~ /_test\.cc$/ &&
      (theirs == "engine" || included ~ /^scenarios\/(documents|corpus|servers)\//))
    complain("knows subjects, and none of them, so it must not include " included)
  if (file ~ /^scenarios\/(replay|baselines|contenders|gate|terminal|general|traces|words|commands_compared)\// && file !~ /_test\.cc$/ &&
      included ~ /^scenarios\/program\//)
    complain("stands below the program, so it must not include " included)
  if (file ~ /^scenarios\/(templates|http|openai|command|described)\// && (theirs == "engine" || theirs == "reports"))
    complain("measures what is not Prony's, so it must not include " included)
  if (folder == "reports" && theirs == "engine")
    complain("reports must not include " included)
  if (folder == "reports" && theirs == "harness" && included !~ /^harness\/(result|objective|gate)\// &&
      included !~ /^harness\/(record\/histogram|expected|figure_text|nearest)\.h$/)
    complain("reports reads result files only, so it must not include " included)
}

/^\001/ {
  end_of_file()
  file = substr($0, 2); line = 0; pragma_once = 0; own_namespace = 0
  if (tolower(file) ~ /(^|[\/_])(impl|manager|utils?|helpers?|base)(_test)?\.(h|cc)$/) {
    complain("the file's name says nothing")
  }
  next
}

{ ++line }

/^#pragma once/ { pragma_once = 1 }

# Several tests are compiled as one source, so each needs names of its own.
/^namespace / { if ($2 ~ "(^|:)" stem(file) "$") own_namespace = 1 }

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
  included = $0
  quoted = included ~ /include[ \t]*"/
  sub(/^[^<"]*[<"]/, "", included)
  sub(/[>"].*/, "", included)
  if (quoted && included !~ /^(harness|engine|reports|scenarios)\//)
    complain("written from the root, not as " included)
  check_include(included)
}

/^[ \t]*(template[^{]*>[ \t]*)?(class|struct|enum|enum class|union|using|concept)[ \t]+[A-Z]/ {
  name = $0
  sub(/^[ \t]*(template[^{]*>[ \t]*)?(enum )?(class|struct|enum|union|using|concept)[ \t]+/, "", name)
  sub(/[^A-Za-z0-9_].*/, "", name)
  if (name ~ /(Impl|Manager|Utils?|Utility|Helpers?|Base)([A-Z0-9_]|$)/)
    complain("the name " name " says nothing")
}

END { end_of_file() }
