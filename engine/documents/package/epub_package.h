// What an EPUB's package document says: title, language, and what is read in which order.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/documents/package/package.h"

namespace engine::documents::package {

/// Reads META-INF/container.xml: where the package document is (OCF 3.2, 3.5.2.1).
class EpubContainer final : public XmlHandler {
 public:
  const std::string& package_path() const { return package_path_; }

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  std::string package_path_;  // the first
};

/// Reads META-INF/encryption.xml: which files can't be read without a key (OCF 3.2, 3.5.2.2).
class EpubEncryption final : public XmlHandler {
 public:
  bool covers(const std::string& path) const { return paths_.contains(path); }

  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  std::unordered_set<std::string> paths_;
};

/// Reads the package document (EPUB 3.3, 5; OPF 2.0.1).
class EpubPackage final : public Metadata {
 public:
  struct Item {
    std::string href;
    std::string media_type;
  };

  /// The ids of what is read, in order; each once, wherever it is first.
  const std::vector<std::string>& spine() const { return spine_; }
  /// Null where the manifest has no such id. Of several the first counts.
  const Item* find(const std::string& id) const;

  void start(std::string_view name, const XmlAttributes& attributes) override;

 private:
  std::unordered_map<std::string, Item> manifest_;
  std::vector<std::string> spine_;
  std::unordered_set<std::string> in_spine_;
};

}  // namespace engine::documents::package
