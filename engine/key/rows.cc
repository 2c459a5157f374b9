#include "engine/key/rows.h"

namespace engine::key {

OptionTable<Hash> rows() {
  return {
      option<Hash>({"key.hash", "md5 | sha256 | xxh3",
                    "The hash that makes a document's content key.", "000.16", "lookup time -10 %"},
                   std::identity(),
                   option_words::choice<Hash>(
                       {{"md5", Hash::md5}, {"sha256", Hash::sha256}, {"xxh3", Hash::xxh3}}))};
}

}  // namespace engine::key
