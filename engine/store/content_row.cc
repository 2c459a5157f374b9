#include "engine/store/content_row.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "engine/store/chunk_offsets.h"

namespace engine::store {
namespace {

using nlohmann::json;

std::string summary_of(const parse::Parsed& parsed, const analyse::Analysis& analysis) {
  const std::string_view text = parsed.text;
  std::string summary;
  for (const analyse::SummarySentence& sentence : analysis.summary) {
    if (sentence.begin >= sentence.end || sentence.end > text.size()) continue;
    if (!summary.empty()) summary += ' ';
    summary += text.substr(sentence.begin, sentence.end - sentence.begin);
  }
  return summary;
}

std::string json_of(const std::vector<analyse::Keyword>& keywords) {
  json list = json::array();
  for (const analyse::Keyword& keyword : keywords) list.push_back(keyword.term);
  return list.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

ContentRow content_row(const Record& record) {
  if (record.status != Status::ok) return {"", "[]", ""};
  return {summary_of(*record.parsed, *record.analysis), json_of(record.analysis->keywords),
          pack(*record.chunks)};
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
