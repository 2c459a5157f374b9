#include "scenarios/described/described_subject.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "scenarios/general/scenarios.h"
#include "scenarios/templates/item_choice.h"

namespace scenarios::described::described_subject_test {

using harness::scenario::Prepared;
using harness::scenario::Setting;
using harness::scenario::Subject;
using harness::scenario::TargetOrder;

/// Two kinds of subjects, which tell what they were asked to make.
class Kinds {
 public:
  Kinds() {
    std::filesystem::create_directories(folder_);
    http_.name = "http";
    for (const char* const name : {"url", "body", "requests", "connections", "keep_alive"}) {
      http_.settings.push_back({.name = name, .presets = {}});
    }
    http_.settings.push_back({.name = "header", .presets = {}, .joined = true});
    http_.open_items = templates::choose_items;
    http_.check = [](const std::string&, const std::vector<Setting>& settings) {
      const bool fits = std::ranges::find(settings, "url", &Setting::first) != settings.end();
      return fits ? harness::Expected<void>() : harness::failure("there is no url");
    };
    http_.make_target = [this](const TargetOrder& order) -> harness::Expected<Prepared> {
      settings_ = order.settings;
      items_ = order.corpus;
      return Prepared{};
    };
    command_.name = "command";
    command_.settings = {{.name = "command", .presets = {}}, {.name = "ok_exit", .presets = {}}};
    command_.check = [](const std::string&, const std::vector<Setting>&) {
      return harness::Expected<void>();
    };
    command_.make_target = http_.make_target;
  }
  ~Kinds() { std::filesystem::remove_all(folder_); }
  Kinds(const Kinds&) = delete;
  Kinds& operator=(const Kinds&) = delete;

  std::filesystem::path file(const std::string& text, const std::string& name = "my.toml") const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  harness::Expected<Subject> read(const std::string& text, const std::string& name = "my.toml") {
    return described_subject(file(text, name), {&http_, &command_});
  }
  /// Without the file's folder.
  std::string error_of(const std::string& text, const std::string& name = "my.toml") {
    const auto subject = read(text, name);
    if (subject) return "no error";
    const std::string& message = subject.error().message;
    const std::string before = folder_.string() + "/";
    return message.starts_with(before) ? message.substr(before.size()) : message;
  }
  /// The settings that a target is made with: the last of a name counts.
  std::string made(const Subject& subject, const std::string& name,
                   const std::vector<Setting>& settings = {}) {
    harness::ManualClock clock;
    TargetOrder order{.clock = clock, .settings = settings};
    if (const auto prepared = subject.make_target(order); !prepared) {
      return prepared.error().message;
    }
    const auto last = std::find_if(settings_.rbegin(), settings_.rend(),
                                   [&](const Setting& one) { return one.first == name; });
    return last == settings_.rend() ? "(none)" : last->second;
  }
  const std::filesystem::path& items() const { return items_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  const std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
                                        ("prony_described_test_" + std::to_string(::getpid()));
  Subject http_, command_;
  std::vector<Setting> settings_;
  std::filesystem::path items_;
};

const std::string whole = R"(
name = "search"
description = "Our search server."
item = "query"
items = "queries"
kind = "http"
url = "http://127.0.0.1:8080/search?q={item}&limit={k}"
header = ["Accept: text/html", "X-A: b"]
connections = 12
keep_alive = false
items_file = "terms.csv"
body = "@body.json"
requests = [{name = "read", weight = 0.9, path = "/k/{item}"}, {name = "write", body = {v = ["{id}"]}}]
objectives = ["p99<=20ms", "growth<=1MiB/h", "recovery<=3s"]

[settings.k]
default = 10
values = "1 to 100"
help = "How many results a query wants."

[settings]
fuzzy = true
)";

TEST_CASE("a file is a subject of its kind, with settings of its own") {
  Kinds kinds;
  const auto subject = kinds.read(whole);
  if (!subject) FAIL(subject.error().message);
  CHECK(subject->name == "search");
  CHECK(subject->description == "Our search server.");
  CHECK(subject->item == "query");
  CHECK(subject->items == "queries");
  CHECK(subject->source == kinds.folder() / "my.toml");
  CHECK(subject->settings.front().name == "k");
  CHECK(subject->settings.front().help == "How many results a query wants. (10)");
  CHECK(subject->settings.size() == 8);
  CHECK(kinds.made(*subject, "url") == "http://127.0.0.1:8080/search?q={item}&limit={k}");
  CHECK(kinds.made(*subject, "header") == "Accept: text/html\nX-A: b");
  CHECK(kinds.made(*subject, "connections") == "12");
  CHECK(kinds.made(*subject, "keep_alive") == "off");
  CHECK(kinds.made(*subject, "body") == "@" + (kinds.folder() / "body.json").string());
  CHECK(
      kinds.made(*subject, "requests") ==
      R"([{"name":"read","weight":0.9,"path":"/k/{item}"},{"name":"write","body":{"v":["{id}"]}}])");
  CHECK(kinds.made(*subject, "k") == "10");
  CHECK(kinds.made(*subject, "fuzzy") == "on");
  CHECK(kinds.made(*subject, "k", {{"k", "20"}}) == "20");
  CHECK(kinds.items() == kinds.folder() / "terms.csv");
}

TEST_CASE("settings that somebody says are checked beside those of the file") {
  Kinds kinds;
  const auto subject = kinds.read(whole);
  REQUIRE(subject);
  const auto check = [&](const Setting& setting) {
    const auto fits = harness::scenario::check_settings(*subject, subject->preset, {setting});
    return fits ? "fits" : fits.error().message;
  };
  CHECK(check({"k", "3"}) == "fits");
  CHECK(check({"url", "http://h"}) == "fits");
  CHECK(check({"fuzy", "3"}) == "there is no setting 'fuzy'; did you mean fuzzy?");
}

TEST_CASE("items come from the file's own, unless others are named") {
  Kinds kinds;
  kinds.file("a\nb\nc\n", "terms.csv");
  const auto subject = kinds.read(whole);
  REQUIRE(subject);
  CHECK(subject->open_items("").value().count == 2);
  const std::filesystem::path other = kinds.file("x\n", "other");
  CHECK(subject->open_items(other.string()).value().count == 1);
}

TEST_CASE("its objectives take the place of a scenario's limits on the same figures") {
  Kinds kinds;
  const auto subject = kinds.read(whole);
  REQUIRE(subject);
  const auto limits = [&](const char* name) {
    std::string all;
    for (const harness::scenario::Scenario& scenario : scenarios_of(*subject)) {
      if (scenario.name != name) continue;
      for (const auto& limit : scenario.limits) all += limit.objective + " ";
    }
    return all;
  };
  CHECK(limits("capacity") == "errors<=0.1% shed<=1% p99<=20ms ");
  CHECK(limits("steady") == "errors<=0% shed<=0.1% p99<=20ms ");
  CHECK(limits("soak") == "errors<=0% shed<=0% p99<=20ms growth<=1MiB/h ");
  CHECK(limits("burst") == "errors<=0% shed<=70% recovery<=3s ");
}

TEST_CASE("a JSON file says all that a TOML file says") {
  Kinds kinds;
  const auto subject = kinds.read(R"({"kind": "http", "url": "http://h/?k={k}",
    "header": {"Accept": "text/html"}, "settings": {"k": {"default": 1}}})",
                                  "team.json");
  if (!subject) FAIL(subject.error().message);
  CHECK(subject->name == "team");
  CHECK(kinds.made(*subject, "header") == "Accept: text/html");
  CHECK(kinds.made(*subject, "k") == "1");
  CHECK(kinds.error_of("{\"kind\": \"http\",\n\"url\": \"x\",\n\"conections\": 3}", "team.json") ==
        "team.json line 3: there is no 'conections'; did you mean connections?");
  CHECK(kinds.error_of("{\"kind\": \"http\",\n", "team.json") == "team.json line 2: is not JSON");
  CHECK(kinds.error_of("[]", "team.json") == "team.json line 1: is no object {...}");
}

TEST_CASE("a command may be a list of words, and exit codes a list of numbers") {
  Kinds kinds;
  const auto subject = kinds.read(
      "kind = \"command\"\ncommand = [\"convert\", \"{item}\", \"a b'c\", \"\"]\n"
      "ok_exit = [0, 3]\n");
  if (!subject) FAIL(subject.error().message);
  CHECK(kinds.made(*subject, "command") == "convert {item} 'a b'\\''c' ''");
  CHECK(kinds.made(*subject, "ok_exit") == "0,3");
}

TEST_CASE("an error says the line, and what is nearest") {
  Kinds kinds;
  const std::string http = "kind = \"http\"\nurl = \"http://h\"\n";
  CHECK(kinds.error_of("") == "my.toml: says no kind; write kind = \"http\" or \"command\"");
  CHECK(kinds.error_of("kind = \"htp\"") ==
        "my.toml line 1: there is no 'htp'; did you mean http?");
  CHECK(kinds.error_of("kind = \"http\"\n") == "my.toml: there is no url");
  CHECK(kinds.error_of(http + "conections = 3\n") ==
        "my.toml line 3: there is no 'conections'; did you mean connections?");
  CHECK(kinds.error_of(http + "rate = 3\n") ==
        "my.toml line 3: rate is of the load, and the file describes a subject only; say it on the "
        "command line, or in C++");
  CHECK(
      kinds.error_of(http + "scenario = \"steady\"\n").starts_with("my.toml line 3: scenario is"));
  CHECK(kinds.error_of(http + "connections = [[1]]\n") ==
        "my.toml line 3: connections is a list, and not a text or a number");
  CHECK(kinds.error_of(http + "connections = 1979-05-27\n").find("date") != std::string::npos);
  CHECK(
      kinds.error_of(http + "name = \"a b\"\n").starts_with("my.toml line 3: name: 'a b' is not"));
  CHECK(kinds.error_of(http + "objectives = [\"p99<=20\"]\n").starts_with("my.toml line 3: objec"));
  CHECK(kinds.error_of(http + "[settings.k]\nvalues = \"1\"\n") ==
        "my.toml line 3: k has no default");
  CHECK(kinds.error_of(http + "[settings.k]\ndefualt = 1\ndefault = 1\n") ==
        "my.toml line 4: there is no 'defualt'; did you mean default?");
  CHECK(
      kinds.error_of(http + "[settings.url]\ndefault = 1\n").starts_with("my.toml line 3: url is"));
  CHECK(kinds.error_of(http + "= 3\n").starts_with("my.toml line 3: "));
  CHECK(kinds.error_of(http + "url = 3\n").starts_with("my.toml line 3: "));
  CHECK(kinds.error_of(http + "x = 3\u00e4\n").starts_with("my.toml line 3: "));
  CHECK(kinds.error_of(http + "\u00e4 = 3\n").starts_with("my.toml line 3: "));
  CHECK(kinds.error_of(http + "[)x]\n").starts_with("my.toml line 3: "));
  CHECK(kinds.error_of(http + "x\xff = 3\n").starts_with("my.toml"));
}

TEST_CASE("counters are named with their kind, or in more words") {
  Kinds kinds;
  const std::string http = "kind = \"http\"\nurl = \"http://h\"\n[counters]\n";
  const std::string url = "url = \"http://h/metrics\"\n";
  CHECK(kinds.error_of(http + url + "hits = \"total\"\n" +
                       "heap = {kind = \"level\", unit = \"bytes\", from = \"go_heap\"}\n") ==
        "no error");
  CHECK(kinds.error_of(http + "hits = \"total\"\n") == "my.toml line 3: counters has no url");
  CHECK(kinds.error_of(http + url + "hits = \"totl\"\n") ==
        "my.toml line 5: hits: 'totl' is neither total nor level");
  CHECK(kinds.error_of(http + url + "hits = {form = \"x\"}\n") ==
        "my.toml line 5: there is no 'form'; did you mean from?");
  CHECK(kinds.error_of(http + "url = \"https://h\"\n").find("over http only") != std::string::npos);
}

TEST_CASE("a file is told from a subject by its name") {
  CHECK(names_file("my.toml"));
  CHECK(names_file("a/b.json"));
  CHECK_FALSE(names_file("http"));
}

}  // namespace scenarios::described::described_subject_test
