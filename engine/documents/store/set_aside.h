// A document that is set aside.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace engine::documents::store {

/// Poison: a document that crashed what read it, ran out of time or memory, or failed in every
/// attempt. Its bytes are not worked on again until they are let back.
struct SetAside {
  std::string id;
  std::filesystem::path path;  // of its file; empty: its bytes came with it
  std::string key;             // of its bytes, in hex
  std::string reason, detail;
  std::uint32_t attempts = 1;

  bool operator==(const SetAside&) const = default;
};

}  // namespace engine::documents::store
