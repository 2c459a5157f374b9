#include "engine/documents/analyse/limits.h"

namespace engine::documents::analyse {

OptionTable<Limits> rows() {
  using option_words::count;
  return {option<Limits>({"analyse.keywords", "0 to 100", "Keywords to find in a document."},
                         &Limits::keywords, count<std::uint32_t>(0, 100)),
          option<Limits>(
              {"analyse.summary_sentences", "0 to 100", "Sentences in a document's summary."},
              &Limits::summary_sentences, count<std::uint32_t>(0, 100))};
}

}  // namespace engine::documents::analyse
