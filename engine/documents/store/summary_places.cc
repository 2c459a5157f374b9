#include "engine/documents/store/summary_places.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "engine/documents/parsed/origin.h"

namespace engine::documents::store {
namespace {

using nlohmann::json;

template <class Function>
void for_each_sentence(const parsed::Parsed& parsed, const analyse::Analysis& analysis,
                       Function function) {
  for (const analyse::SummarySentence& sentence : analysis.summary) {
    if (sentence.begin < sentence.end && sentence.end <= parsed.text.size()) function(sentence);
  }
}

std::optional<std::uint32_t> number_of(const json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  const auto number = value.get<std::uint64_t>();
  if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(number);
}

/// Takes the sentence that a place tells of off the summary's front.
std::optional<Sentence> take_sentence(std::string_view& summary, const json& place) {
  if (!place.is_array() || (place.size() != 2 && place.size() != 4)) return std::nullopt;
  const auto bytes = number_of(place[0]);
  if (!bytes || *bytes == 0 || *bytes > summary.size() || !place[1].is_string()) {
    return std::nullopt;
  }
  Sentence sentence;
  sentence.text = summary.substr(0, *bytes);
  sentence.part = place[1].get<std::string>();
  if (place.size() == 4) {
    const auto begin = number_of(place[2]);
    const auto end = number_of(place[3]);
    if (!begin || !end || *begin >= *end) return std::nullopt;
    sentence.source = parsed::SourceRange{*begin, *end};
  }
  summary.remove_prefix(*bytes);
  return sentence;
}

}  // namespace

std::string summary_of(const parsed::Parsed& parsed, const analyse::Analysis& analysis) {
  std::string summary;
  for_each_sentence(parsed, analysis, [&](const analyse::SummarySentence& sentence) {
    if (!summary.empty()) summary += ' ';
    summary.append(parsed.text, sentence.begin, sentence.end - sentence.begin);
  });
  return summary;
}

std::string places_of(const parsed::Parsed& parsed, const analyse::Analysis& analysis) {
  json places = json::array();
  for_each_sentence(parsed, analysis, [&](const analyse::SummarySentence& sentence) {
    const parsed::Origin origin = parsed::origin_of(parsed, sentence.begin, sentence.end);
    json place = json::array({sentence.end - sentence.begin, std::string(origin.name)});
    if (origin.source) {
      place.push_back(origin.source->begin);
      place.push_back(origin.source->end);
    }
    places.push_back(std::move(place));
  });
  return places.dump(-1, ' ', false, json::error_handler_t::replace);
}

Expected<std::vector<Sentence>> sentences_of(std::string_view summary, std::string_view places) {
  const auto damaged = [] {
    return failure(Reason::store_failed, "the places of the summary are damaged");
  };
  const json list = json::parse(places, nullptr, false);
  if (!list.is_array()) return damaged();
  std::vector<Sentence> sentences;
  for (const json& place : list) {
    if (!sentences.empty()) {
      if (!summary.starts_with(' ')) return damaged();
      summary.remove_prefix(1);
    }
    auto sentence = take_sentence(summary, place);
    if (!sentence) return damaged();
    sentences.push_back(*std::move(sentence));
  }
  if (!summary.empty()) return damaged();
  return sentences;
}

}  // namespace engine::documents::store
