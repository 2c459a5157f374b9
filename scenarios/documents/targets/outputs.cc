#include "scenarios/documents/targets/outputs.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/documents/store/store.h"

namespace scenarios {
namespace {

using engine::documents::store::State;
using engine::documents::store::Store;

constexpr std::size_t most_searches = 20;

/// Every part with its length before it, so that no two lists of parts come to the same bytes.
void add(std::string& bytes, std::string_view part) {
  bytes += fmt::format("{}:", part.size());
  bytes += part;
}

std::string digest_of(const std::string& bytes) {
  return engine::key::to_hex(engine::key::digest(engine::key::Hash::sha256, bytes));
}

std::string bytes_of(const State& state) {
  std::string bytes;
  for (const std::string_view part :
       {std::string_view(state.id), std::string_view(state.key), std::string_view(state.reason),
        std::string_view(state.title), std::string_view(state.language),
        std::string_view(state.summary)}) {
    add(bytes, part);
  }
  for (const std::string& keyword : state.keywords) add(bytes, keyword);
  bytes += fmt::format("{} {} {} {} {}", static_cast<int>(state.status), state.bytes, state.tokens,
                       state.chunks, state.times_processed);
  return bytes;
}

engine::Expected<std::string> search(const Store& store, const std::string& word,
                                     std::size_t most) {
  auto hits = store.search('"' + word + '"', most);
  if (!hits) return tl::unexpected(hits.error());
  // Hits of one score come in the order in which the documents were finished.
  std::sort(hits->begin(), hits->end(), [](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  std::string bytes;
  for (const engine::documents::store::Hit& hit : *hits) {
    for (const std::string& part : {hit.id, hit.title, hit.summary}) add(bytes, part);
    bytes += fmt::format("{:a} ", hit.score);
  }
  return bytes;
}

}  // namespace

engine::Expected<Outputs> read_outputs(const std::filesystem::path& database,
                                       const std::vector<std::string>& ids) {
  const auto store = Store::open(database, {});
  if (!store) return tl::unexpected(store.error());
  Outputs outputs;
  std::vector<std::string> words;
  const std::size_t stride = ids.size() / most_searches + 1;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto state = store->find(ids[i]);
    if (!state) return tl::unexpected(state.error());
    const auto chunks = store->chunks(ids[i]);
    if (!chunks) return tl::unexpected(chunks.error());
    std::string bytes = *state ? bytes_of(**state) : "not there";
    for (const engine::documents::chunk::Chunk& chunk : *chunks) {
      bytes += fmt::format(" {}-{}", chunk.begin, chunk.end);
    }
    outputs.documents.push_back({ids[i], digest_of(bytes)});
    if (i % stride == 0 && *state && !(*state)->keywords.empty()) {
      words.push_back((*state)->keywords.front());
    }
  }
  for (const std::string& word : words) {
    const auto found = search(*store, word, ids.size());
    if (!found) return tl::unexpected(found.error());
    outputs.searches.push_back({word, digest_of(*found)});
  }
  return outputs;
}

std::string difference(const Outputs& one, const Outputs& other) {
  const auto compare = [](const auto& these, const auto& those, const char* what) -> std::string {
    if (these.size() != those.size()) {
      return fmt::format("{} of the {}s against {}", these.size(), what, those.size());
    }
    std::size_t different = 0;
    std::string first;
    for (std::size_t i = 0; i < these.size(); ++i) {
      if (these[i] == those[i]) continue;
      if (different++ == 0) first = these[i].id;
    }
    if (different == 0) return {};
    return fmt::format("{} of {} {}s differ, the first is {}", different, these.size(), what,
                       first);
  };
  std::string found = compare(one.documents, other.documents, "document");
  if (found.empty()) found = compare(one.searches, other.searches, "search");
  return found;
}

}  // namespace scenarios
