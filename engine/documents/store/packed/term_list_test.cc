#include "engine/documents/store/packed/term_list.h"

#include <doctest/doctest.h>

namespace term_list_test {

using engine::documents::analyse::TokenStream;
using engine::documents::store::packed::TermList;
using engine::documents::store::packed::unpack_terms;
using Terms = std::vector<std::string_view>;

namespace {

TokenStream stream_of(const std::vector<std::string>& terms) {
  TokenStream stream;
  for (const std::string& term : terms) stream.add_term(term);
  return stream;
}

}  // namespace

TEST_CASE("terms come out as they went in") {
  const std::string longest(TokenStream::longest_term, 'x');
  TermList list;
  CHECK(unpack_terms(list.packed()).value().empty());
  list.add(stream_of({"whale", longest}));
  list.add(stream_of({"\xc3\xa9t\xc3\xa9"}));
  CHECK(unpack_terms(list.packed()).value() == Terms{"whale", longest, "\xc3\xa9t\xc3\xa9"});
  CHECK(list.packed().substr(0, 6) == "\5whale");
  list.clear();
  CHECK(list.packed().empty());
}

TEST_CASE("of the windows of one text each term is taken once") {
  TermList list;
  list.add_new(stream_of({"a", "b"}));
  list.add_new(stream_of({"b", "c", "a"}));
  CHECK(unpack_terms(list.packed()).value() == Terms{"a", "b", "c"});
}

TEST_CASE("bytes that nobody packed are refused") {
  using namespace std::string_view_literals;
  for (const std::string_view bytes :
       {"\0"sv, "\1"sv, "\5whal"sv, "\1a\2b"sv, "\x41"sv, "\xff"sv}) {
    CHECK_FALSE(unpack_terms(bytes));
  }
  CHECK_FALSE(unpack_terms("\x41" + std::string(65, 'x')));
}

}  // namespace term_list_test
