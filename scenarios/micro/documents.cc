#include "scenarios/micro/documents.h"

#include <cstdio>
#include <cstdlib>

#include "engine/documents/parse/parser.h"
#include "engine/documents/parsed/validation.h"
#include "engine/documents/stages/read.h"
#include "scenarios/corpus/corpus.h"

namespace scenarios::micro {
namespace {

std::vector<LoadedDocument> load() {
  const char* const wanted = std::getenv("PRONY_CORPUS");
  const auto folder = resolve_corpus(wanted == nullptr ? "" : wanted);
  const auto corpus = folder ? Corpus::open(*folder) : tl::unexpected(folder.error());
  if (!corpus) {
    std::fprintf(stderr, "prony_micro: %s\n", corpus.error().message.c_str());
    std::exit(2);
  }
  std::vector<LoadedDocument> loaded;
  for (const Corpus::Document& document : corpus->documents()) {
    const auto file = engine::documents::items::File::open(document.path, 64U << 20);
    std::string bytes;
    if (!file || !engine::documents::stages::read_whole(*file, bytes)) continue;
    const auto format = engine::documents::parse::detect_format(document.id, bytes);
    if (format && engine::documents::parsed::validate(bytes)) {
      loaded.push_back({document.id, std::move(bytes), *format});
    }
  }
  return loaded;
}

}  // namespace

const std::vector<LoadedDocument>& documents() {
  static const std::vector<LoadedDocument> loaded = load();
  return loaded;
}

std::vector<engine::documents::parsed::Parsed> parsed_documents() {
  engine::documents::parse::Parser parser;
  std::vector<engine::documents::parsed::Parsed> parsed;
  for (const LoadedDocument& document : documents()) {
    if (auto one = parser.parse(document.format, document.bytes)) parsed.push_back(std::move(*one));
  }
  return parsed;
}

}  // namespace scenarios::micro
