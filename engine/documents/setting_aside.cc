// The quarantine, as the engine's users see it.
#include "engine/documents/engine.h"

namespace engine::documents {

Expected<void> Engine::recall_quarantined() {
  if (!options_.quarantine) return {};
  return store_.quarantined(services::Quarantine::most)
      .map([&](const std::vector<store::SetAside>& listed) {
        for (const store::SetAside& document : listed) {
          const auto key = key::from_hex(document.key);
          if (key) quarantine_.add(*key, document.reason + ": " + document.detail);
        }
      });
}

Expected<void> Engine::let_back(std::span<const store::SetAside> documents) {
  std::vector<std::string> keys;
  for (const store::SetAside& document : documents) keys.push_back(document.key);
  auto gone = store_.let_back(keys);
  if (!gone) return gone;
  for (const std::string& hex : keys) {
    if (const auto key = key::from_hex(hex)) quarantine_.remove(*key);
  }
  return {};
}

}  // namespace engine::documents
