#include "engine/store/content_row.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "engine/store/chunk_offsets.h"
#include "engine/store/summary_places.h"

namespace engine::store {
namespace {

using nlohmann::json;

std::string json_of(const std::vector<analyse::Keyword>& keywords) {
  json list = json::array();
  for (const analyse::Keyword& keyword : keywords) list.push_back(keyword.term);
  return list.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

ContentRow content_row(const Record& record) {
  if (record.status != Status::ok) return {"", "[]", "", "[]"};
  return {summary_of(*record.parsed, *record.analysis), json_of(record.analysis->keywords),
          pack(*record.chunks), places_of(*record.parsed, *record.analysis)};
}

Expected<std::vector<std::string>> keywords_of(std::string_view text) {
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) return failure(Reason::store_failed, "the keywords are damaged");
  std::vector<std::string> keywords;
  for (const json& word : list) {
    if (!word.is_string()) return failure(Reason::store_failed, "the keywords are damaged");
    keywords.push_back(word.get<std::string>());
  }
  return keywords;
}

}  // namespace engine::store
