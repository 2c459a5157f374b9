#include "engine/documents/store/content_row.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "engine/documents/store/packed/chunk_offsets.h"
#include "engine/documents/store/summary_places.h"

namespace engine::documents::store {
namespace {

using nlohmann::json;

constexpr std::size_t most_problems = 20;

std::string text_of(const json& list) {
  return list.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string json_of(const std::vector<analyse::Keyword>& keywords) {
  json list = json::array();
  for (const analyse::Keyword& keyword : keywords) list.push_back(keyword.term);
  return text_of(list);
}

std::string problems_json(const parsed::Parsed& parsed) {
  json list = json::array();
  std::size_t unnamed = 0;
  for (const parsed::Part& part : parsed.parts) {
    if (part.fate != parsed::Part::Fate::failed) continue;
    if (list.size() == most_problems) {
      ++unnamed;
    } else {
      list.push_back(part.name + ": " + part.problem);
    }
  }
  if (unnamed > 0) list.push_back("and " + std::to_string(unnamed) + " more");
  return text_of(list);
}

Expected<std::vector<std::string>> words_of(std::string_view text, const char* what) {
  const json list = json::parse(text, nullptr, false);
  const auto damaged = [&] {
    return failure(Reason::store_failed, std::string("the ") + what + " are damaged");
  };
  if (!list.is_array()) return damaged();
  std::vector<std::string> words;
  for (const json& word : list) {
    if (!word.is_string()) return damaged();
    words.push_back(word.get<std::string>());
  }
  return words;
}

}  // namespace

ContentRow content_row(const Record& record) {
  if (record.status != Status::ok) return {"", "[]", "", "[]", "[]"};
  return {summary_of(*record.parsed, *record.analysis), json_of(record.analysis->keywords),
          store::packed::pack(*record.chunks), places_of(*record.parsed, *record.analysis),
          problems_json(*record.parsed)};
}

Expected<std::vector<std::string>> keywords_of(std::string_view text) {
  return words_of(text, "keywords");
}

Expected<std::vector<std::string>> problems_of(std::string_view text) {
  return words_of(text, "problems");
}

}  // namespace engine::documents::store
