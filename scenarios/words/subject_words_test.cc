#include "scenarios/words/subject_words.h"

#include <doctest/doctest.h>

namespace scenarios::subject_words_test {
namespace {

using harness::scenario::Setting;
using harness::scenario::Subject;

Subject subject(std::string name, std::vector<harness::scenario::SettingInfo> settings) {
  Subject made;
  made.name = std::move(name);
  made.settings = std::move(settings);
  return made;
}

Catalogue catalogue() {
  return Catalogue({subject("server", {{.name = "url", .option = "--url"},
                                       {.name = "header", .option = "--header", .joined = true},
                                       {.name = "timeout", .option = "--timeout"}}),
                    subject("program", {{.name = "command", .option = "--"},
                                        {.name = "patience", .option = "--timeout"}}),
                    subject("library", {{.name = "threads"}})});
}

harness::Expected<std::vector<Setting>> read(const Catalogue& catalogue, std::size_t of,
                                             std::vector<std::string> typed,
                                             std::vector<std::string> behind = {}) {
  CLI::App command;
  SubjectWords words;
  words.add_to(command, catalogue, std::move(behind));
  command.parse(std::vector<std::string>(typed.rbegin(), typed.rend()));
  return words.settings_of(catalogue.entries()[of].subject);
}

}  // namespace

TEST_CASE("a subject's own words are its settings") {
  const Catalogue all = catalogue();
  CHECK(read(all, 0, {"--url", "http://a/", "--timeout", "1s"}).value() ==
        std::vector<Setting>{{"url", "http://a/"}, {"timeout", "1s"}});
  CHECK(read(all, 2, {}).value().empty());
}

TEST_CASE("subjects may have a word in common, for settings of different names") {
  CHECK(read(catalogue(), 1, {"--timeout", "2s"}).value() ==
        std::vector<Setting>{{"patience", "2s"}});
}

TEST_CASE("what may be given more than once is a line each, all else is refused") {
  const Catalogue all = catalogue();
  CHECK(read(all, 0, {"--header", "A: 1", "--header", "B: 2"}).value() ==
        std::vector<Setting>{{"header", "A: 1\nB: 2"}});
  CHECK(read(all, 0, {"--url", "a", "--url", "b"}).error().message == "--url is given twice");
}

TEST_CASE("another subject's words are refused by name") {
  CHECK(read(catalogue(), 2, {"--url", "http://a/"}).error().message ==
        "--url does not fit: it is of server, and library is measured");
}

TEST_CASE("words behind a bare -- are a program's") {
  const Catalogue all = catalogue();
  CHECK(read(all, 1, {}, {"convert", "{item}", "a b"}).value() ==
        std::vector<Setting>{{"command", "convert {item} 'a b'"}});
  CHECK(read(all, 0, {}, {"convert"}).error().message ==
        "-- convert does not fit: server runs no program of yours");
}

}  // namespace scenarios::subject_words_test
