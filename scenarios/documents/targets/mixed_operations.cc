#include "scenarios/documents/targets/mixed_operations.h"

#include "harness/schedule/generator.h"

namespace scenarios {
namespace {

bool is_of_word(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9');
}

}  // namespace

MixedOperation mixed_operation(std::uint64_t id) {
  double at = static_cast<double>(harness::schedule::SeedSpreader(id)() >> 11) * 0x1p-53;
  for (std::size_t i = 0; i + 1 < mixed_shares.size(); ++i) {
    if (at < mixed_shares.at(i).share) return static_cast<MixedOperation>(i);
    at -= mixed_shares.at(i).share;
  }
  return MixedOperation::lookup;
}

std::string search_for(std::string_view document_id) {
  std::string_view name = document_id.substr(document_id.rfind('/') + 1);
  name = name.substr(0, name.find('.'));
  std::string query;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    query += (query.empty() ? "\"" : " \"") + word + "\"";
    word.clear();
  };
  for (const char letter : name) {
    if (is_of_word(letter)) {
      word += letter;
    } else {
      end_word();
    }
  }
  end_word();
  return query.empty() ? "\"document\"" : query;
}

}  // namespace scenarios
