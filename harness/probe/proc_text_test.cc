#include "harness/probe/proc_text.h"

#include <doctest/doctest.h>

#include <string>

namespace proc_text_test {

using namespace harness::probe;

namespace {

// Every field after the state holds its own number in proc(5), times 10 from field 10 on.
const std::string numbered =
    "42 (name) S 4 5 6 7 8 9 100 110 120 130 140 150 160 170 18 19 200 21 22 23 240 25 26 27 28\n";

}  // namespace

TEST_CASE("a stat line's fields are those that proc(5) numbers") {
  const auto stat = parse_process_stat(numbered);
  REQUIRE(stat);
  CHECK(stat->pid == 42);
  CHECK(stat->state == 'S');
  CHECK(stat->parent == 4);
  CHECK(stat->minor_faults == 100);
  CHECK(stat->waited_minor_faults == 110);
  CHECK(stat->major_faults == 120);
  CHECK(stat->waited_major_faults == 130);
  CHECK(stat->user_ticks == 140);
  CHECK(stat->system_ticks == 150);
  CHECK(stat->waited_user_ticks == 160);
  CHECK(stat->waited_system_ticks == 170);
  CHECK(stat->threads == 200);
  CHECK(stat->started_ticks == 22);
  CHECK(stat->rss_pages == 240);
}

TEST_CASE("a name is what stands between the outer brackets, fit to be shown") {
  CHECK(process_name("42 (redis-server) S 1") == "redis-server");
  CHECK(process_name("42 (a) (b) S 1") == "a) (b");
  CHECK(process_name("42 (a\nb\x1b[2J\x7f) S 1") == "a?b?[2J?");
  for (const char* none : {"", "42", "42 (a", "42 a)", ")("}) CHECK(process_name(none).empty());
}

TEST_CASE("a control group's numbers stand behind their names") {
  const std::string_view text = "usage_usec 12\nnr_periods 148\nnr_throttled x\nnr_bursts\n";
  CHECK(number_after(text, "nr_periods") == 148);
  CHECK(number_after(text, "usage_usec") == 12);
  for (const char* none : {"nr_throttled", "nr_bursts", "nr", "nr_periods 148", ""}) {
    CHECK_FALSE(number_after(text, none));
  }
}

TEST_CASE("a process's name may look like the rest of the line") {
  for (const std::string name :
       {"", ")", "((", "a b", ") R 1 2 3 4 5 6 7", "x) Z 99 (y", "line\nend", "\t"}) {
    const auto stat = parse_process_stat("42 (" + name + numbered.substr(8));
    INFO("name: " << name);
    REQUIRE(stat);
    CHECK(stat->pid == 42);
    CHECK(stat->state == 'S');
    CHECK(stat->parent == 4);
    CHECK(stat->rss_pages == 240);
  }
}

TEST_CASE("a malformed stat line is no process") {
  CHECK_FALSE(parse_process_stat(""));
  CHECK_FALSE(parse_process_stat("42"));
  CHECK_FALSE(parse_process_stat("42 (name"));
  CHECK_FALSE(parse_process_stat("42 )name( S 4"));
  CHECK_FALSE(parse_process_stat("42 (name) S 4"));
  CHECK_FALSE(parse_process_stat(" (name) S" + numbered.substr(11)));
  CHECK_FALSE(parse_process_stat("-1 (name) S" + numbered.substr(11)));
  CHECK_FALSE(parse_process_stat("4294967298 (name) S" + numbered.substr(11)));
  CHECK_FALSE(parse_process_stat("42 (name) Sleeping" + numbered.substr(11)));
  const auto with = [](const std::string& number) {
    std::string text = numbered;
    return text.replace(text.find(" 140 "), 5, " " + number + " ");
  };
  CHECK(parse_process_stat(with("141")));
  CHECK_FALSE(parse_process_stat(with("-140")));
  CHECK_FALSE(parse_process_stat(with("14x")));
  CHECK_FALSE(parse_process_stat(with("18446744073709551615")));
  CHECK_FALSE(parse_process_stat(with("99999999999999999999999")));
}

TEST_CASE("every beginning of a stat line is either whole up to RSS or refused") {
  const std::size_t whole = numbered.find(" 240 ") + 4;
  for (std::size_t size = 0; size < whole - 2; ++size) {
    CHECK_FALSE(parse_process_stat(numbered.substr(0, size)));
  }
  CHECK(parse_process_stat(numbered.substr(0, whole)));
}

TEST_CASE("a field is found by its whole key") {
  const std::string_view text =
      "Name:\tVmRSS: 1\nVmRSSx: 2 kB\nVmRSS:\t  1692 kB\nmodel name\t: AMD EPYC\nbare\nodd: 12kB\n";
  CHECK(number_field(text, "VmRSS") == 1692);
  CHECK(field(text, "model name") == "AMD EPYC");
  CHECK(field(text, "Name") == "VmRSS: 1");
  CHECK_FALSE(field(text, "bare"));
  CHECK_FALSE(field(text, "model"));
  CHECK_FALSE(number_field(text, "model name"));
  CHECK_FALSE(number_field(text, "odd"));
  CHECK_FALSE(field("", "x"));
}

TEST_CASE("numbers are numbers and nothing else") {
  CHECK(whole_number("0") == 0);
  CHECK(whole_number("9007199254740992") == 9007199254740992);  // 2^53
  for (const std::string_view bad : {"", "-1", "+1", "1.5", "1 ", "0x10", "9007199254740993"}) {
    CHECK_FALSE(whole_number(bad));
  }
  CHECK(decimal_number("0.25") == 0.25);
  for (const std::string_view bad : {"", "-1", "nan", "inf", "1e999", "0.5%"}) {
    CHECK_FALSE(decimal_number(bad));
  }
}

}  // namespace proc_text_test
