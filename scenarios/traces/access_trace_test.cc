#include "scenarios/traces/access_trace.h"

#include <doctest/doctest.h>

#include <sstream>

namespace access_trace_test {

using scenarios::AccessTrace;
using scenarios::read_access_trace;

namespace {

using Items = std::vector<std::uint32_t>;
using Names = std::vector<std::string>;

harness::Expected<AccessTrace> read(const std::string& text, std::size_t most = 100) {
  std::istringstream csv(text);
  return read_access_trace(csv, "a.csv", most);
}

}  // namespace

TEST_CASE("items are numbered in order of their first access, however they are written") {
  for (const char* text : {"item\nx\ny\nx\nz\ny\n", "t_s,item\n0,x\n0.5,y\n1,x\n1,z\n2,y\n",
                           "item,bytes\r\n\"x\",1\r\ny,2\r\n\r\nx,1\r\nz,9\r\ny,2"}) {
    const auto trace = read(text);
    REQUIRE(trace);
    CHECK(trace->items == Items{0, 1, 0, 2, 1});
    CHECK(trace->names == Names{"x", "y", "z"});
    CHECK(trace->population == 3);
  }
}

TEST_CASE("a single column of integers needs no header") {
  const auto trace = read("70\n18446744073709551616\n70\n007\n");
  REQUIRE(trace);
  CHECK(trace->items == Items{0, 1, 0, 2});
  CHECK(trace->names == Names{"70", "18446744073709551616", "007"});
}

TEST_CASE("what is wrong is told with its line") {
  for (const auto& [csv, told] : std::vector<std::pair<std::string, std::string>>{
           {"", "a.csv: no access"},
           {"item\n", "a.csv: no access"},
           {"name\nx\n", "a.csv line 1: no column item"},
           {"1,2\n3,4\n", "a.csv line 1: no column item"},
           {"t_s,item\n0,x\n1\n", "a.csv line 3: no item"},
           {"t_s,item\n0,x\n1,\n", "a.csv line 3: an item without a name"},
           {"item\nx\n\"y\" z\n", "a.csv line 3: a stray quote"},
           {"item\nx\n\"y\n", "never closed"},
           {"item\n" + std::string(4097, 'n') + "\n", "a.csv line 2: an item's name of more"},
           {"item\n" + std::string(70'000, 'n') + "\n",
            "a.csv line 2: a row of more than 64 KiB"}}) {
    const auto trace = read(csv);
    REQUIRE_FALSE(trace);
    CHECK_MESSAGE(trace.error().message.find(told) != std::string::npos, trace.error().message);
  }
}

TEST_CASE("a trace has its bound, and one that just keeps it is read") {
  const std::string four = "item\na\nb\na\nb\n";
  CHECK(read(four, 4)->items.size() == 4);
  CHECK(read(four, 3).error().message == "a.csv line 5: more than 3 accesses");
}

TEST_CASE("a file that is none is an error") {
  CHECK(read_access_trace("no-such.csv").error().message == "no-such.csv: no such file");
  CHECK(read_access_trace(PRONY_SOURCE_DIR).error().message.find("not a file") !=
        std::string::npos);
}

}  // namespace access_trace_test
