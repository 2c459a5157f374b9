#include "scenarios/openai/answer/event_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace event_reader_test {

using scenarios::openai::EventReader;
using Events = std::vector<std::string>;

namespace {

void read_piece(EventReader& reader, std::string_view piece, Events& into) {
  while (reader.next(piece) == EventReader::Next::event) {
    into.push_back(std::string(reader.type()) + "|" + std::string(reader.data()));
  }
}

Events read_whole(std::string_view bytes) {
  EventReader reader;
  reader.begin();
  Events events;
  read_piece(reader, bytes, events);
  return events;
}

/// In two pieces, cut at each place; and byte by byte.
void check_everywhere(const std::string& bytes, const Events& expected) {
  CHECK(read_whole(bytes) == expected);
  EventReader reader;
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    reader.begin();
    Events events;
    read_piece(reader, std::string_view(bytes).substr(0, cut), events);
    read_piece(reader, std::string_view(bytes).substr(cut), events);
    CHECK(events == expected);
  }
  reader.begin();
  Events events;
  for (const char& byte : bytes) read_piece(reader, {&byte, 1}, events);
  CHECK(events == expected);
}

}  // namespace

TEST_CASE("an event is its lines of data, however lines end and wherever its bytes are cut") {
  check_everywhere("data: one\n\ndata: two\n\n", {"|one", "|two"});
  check_everywhere("data: one\r\n\r\ndata: two\r\n\r\n", {"|one", "|two"});
  check_everywhere("data: one\r\rdata: two\r\r", {"|one", "|two"});
  check_everywhere("data: one\r\n\ndata: two\n\r\n", {"|one", "|two"});
  check_everywhere("data: a\ndata: b\ndata:c\n\n", {"|a\nb\nc"});
  check_everywhere("data\ndata\n\n", {"|\n"});
  check_everywhere(
      "\xEF\xBB\xBF"
      "data: one\n\n",
      {"|one"});
}

TEST_CASE("comments, fields that nobody asks for and events without data are passed over") {
  check_everywhere(": hello\n\nid: 5\nretry: 1\ndata: one\nno such: x\n\n\n\n", {"|one"});
  check_everywhere("event: error\ndata: gone\n\ndata: one\n\n", {"error|gone", "|one"});
  check_everywhere("event: lost\n\ndata: one\n\n", {"|one"});
  check_everywhere("data:  two spaces: and colons\n\n", {"| two spaces: and colons"});
}

TEST_CASE("what no empty line follows is no event") {
  check_everywhere("data: one\n\ndata: two\n", {"|one"});
  check_everywhere("data: one\n\ndata: tw", {"|one"});
  check_everywhere("", {});
}

TEST_CASE("an event without end is given up, whatever its lines are") {
  for (const std::string& piece :
       {std::string(1000, 'x'), "data: " + std::string(1000, 'x') + "\n"}) {
    EventReader reader;
    reader.begin();
    std::size_t bytes = 0;
    auto next = EventReader::Next::needs_more;
    while (next == EventReader::Next::needs_more && bytes < 3 * EventReader::most_event) {
      std::string_view left = piece;
      next = reader.next(left);
      bytes += piece.size();
    }
    CHECK(next == EventReader::Next::too_large);
    CHECK(bytes < EventReader::most_event + 20'000);
    reader.begin();
    std::string_view sound = "data: one\n\n";
    CHECK(reader.next(sound) == EventReader::Next::event);
    CHECK(reader.data() == "one");
  }
}

}  // namespace event_reader_test
