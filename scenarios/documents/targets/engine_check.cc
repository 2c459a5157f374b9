#include "scenarios/documents/targets/engine_check.h"

#include <fmt/format.h>

#include "engine/documents/parse/gunzip.h"
#include "engine/documents/parse/parser.h"
#include "engine/documents/stages/paging.h"
#include "engine/documents/stages/read.h"

namespace scenarios {
namespace {

using engine::documents::Engine;
using harness::failure;

constexpr std::size_t sample_size = 16;

/// What the store must say of a document, worked out by the shortest way.
engine::Expected<engine::documents::store::State> expected_state(
    const engine::documents::options::Options& options, const Corpus::Document& document) {
  const auto file = engine::documents::items::File::open(document.path, options.document_max_bytes);
  if (!file) return tl::unexpected(file.error());
  std::string bytes;
  if (auto read = engine::documents::stages::read_whole(*file, bytes); !read) {
    return tl::unexpected(read.error());
  }
  engine::documents::store::State state;
  state.id = document.id;
  state.key = engine::key::to_hex(engine::key::digest(options.key_hash, bytes));  // of the file
  if (engine::documents::parse::is_gzip(bytes)) {
    auto unpacked = engine::documents::parse::gunzip(bytes, options.document_max_bytes);
    if (!unpacked) return tl::unexpected(unpacked.error());
    bytes = std::move(*unpacked);
  }
  const auto format = engine::documents::parse::detect_format(document.id, bytes);
  if (!format) return tl::unexpected(format.error());
  engine::documents::stages::Tools tools(options);
  engine::documents::pdf::Reader pdfs;
  const auto parsed = *format == engine::documents::parsed::Format::pdf
                          ? engine::documents::stages::parse_pdf(bytes, {}, pdfs, tools.parser)
                          : tools.parser.parse(*format, bytes);
  if (!parsed) return tl::unexpected(parsed.error());
  const engine::documents::analyse::Analysis analysis = *tools.analyser.analyse(*parsed);
  state.title = parsed->title;
  state.language = analysis.language;
  for (const engine::documents::analyse::SummarySentence& sentence : analysis.summary) {
    if (!state.summary.empty()) state.summary += ' ';
    state.summary += parsed->text.substr(sentence.begin, sentence.end - sentence.begin);
  }
  for (const engine::documents::analyse::Keyword& keyword : analysis.keywords) {
    state.keywords.push_back(keyword.term);
  }
  return state;
}

harness::Expected<void> compare(const Engine& engine, const Corpus::Document& document,
                                const engine::documents::store::State& found) {
  const auto expected = expected_state(engine.options(), document);
  if (!expected) {
    return failure(fmt::format("{}: acknowledged as ok, but fails alone: {}", document.id,
                               expected.error().detail));
  }
  if (found.key != expected->key || found.title != expected->title ||
      found.language != expected->language || found.summary != expected->summary ||
      found.keywords != expected->keywords) {
    return failure(fmt::format("{}: its stored state is not what it comes to alone", document.id));
  }
  return {};
}

}  // namespace

harness::Expected<void> check_outputs(const Engine& engine, const Corpus& corpus,
                                      const std::vector<std::size_t>& acknowledged) {
  const std::size_t stride = acknowledged.size() / sample_size + 1;
  for (std::size_t i = 0; i < acknowledged.size(); ++i) {
    const Corpus::Document& document = corpus.documents()[acknowledged[i]];
    const auto state = engine.store().find(document.id);
    if (!state) return failure(state.error().detail);
    if (!*state || (*state)->status != engine::documents::store::Status::ok) {
      return failure(
          fmt::format("{}: acknowledged as ok, but not so in the database", document.id));
    }
    if (i % stride != 0) continue;
    if (auto same = compare(engine, document, **state); !same) return same;
  }
  if (const auto sound = engine.store().check(); !sound) return failure(sound.error().detail);
  return {};
}

}  // namespace scenarios
