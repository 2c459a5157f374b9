#include "engine/documents/package/epub_package.h"

#include "engine/archive/zip.h"
#include "engine/documents/package/package_path.h"
#include "engine/documents/parsed/part_list.h"

namespace engine::documents::package {

void EpubContainer::start(std::string_view name, const XmlAttributes& attributes) {
  if (name != "rootfile" || !package_path_.empty()) return;
  package_path_ = resolve("", attributes.find("full-path")).value_or("");
}

void EpubEncryption::start(std::string_view name, const XmlAttributes& attributes) {
  if (name != "CipherReference" || paths_.size() > archive::most_entries) return;
  if (auto path = resolve("", attributes.find("URI"))) paths_.insert(*std::move(path));
}

const EpubPackage::Item* EpubPackage::find(const std::string& id) const {
  const auto found = manifest_.find(id);
  return found == manifest_.end() ? nullptr : &found->second;
}

// One id more than may be is kept, so that somebody notices.
void EpubPackage::start(std::string_view name, const XmlAttributes& attributes) {
  Metadata::start(name, attributes);
  if (name == "item" && manifest_.size() < archive::most_entries) {
    manifest_.try_emplace(
        std::string(attributes.find("id")),
        Item{std::string(attributes.find("href")), std::string(attributes.find("media-type"))});
  } else if (name == "itemref" && spine_.size() <= parsed::most_parts) {
    std::string id(attributes.find("idref"));
    if (in_spine_.insert(id).second) spine_.push_back(std::move(id));
  }
}

}  // namespace engine::documents::package
