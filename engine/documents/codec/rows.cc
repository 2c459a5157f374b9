#include "engine/documents/codec/rows.h"

namespace engine::documents::codec {

OptionTable<Format> rows() {
  return {option<Format>(
      {"codec", "json | msgpack",
       "How contents are written for the second level and between processes.", "000.20",
       "memory -15 %"},
      std::identity(),
      option_words::choice<Format>({{"json", Format::json}, {"msgpack", Format::msgpack}}))};
}

}  // namespace engine::documents::codec
