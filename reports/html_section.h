// A page's sections, and the list of them at its top.
#pragma once

#include <string>
#include <vector>

#include "reports/rendered_plot.h"
#include "reports/tables/table.h"

namespace reports {

/// A place on the page that the list of contents leads to.
struct Place {
  std::string id, title;
};

/// A part of the page beneath a heading of its own. An empty one is not shown.
class Section {
 public:
  Section(std::string id, std::string title) : place_{std::move(id), std::move(title)} {}

  void add(const std::string& html) { body_ += html; }
  /// A table, which the list of contents names, too; nothing for one without rows.
  void add(const tables::Table& table);
  /// A place within the section, which the list of contents names.
  void name(Place place) { places_.push_back(std::move(place)); }

  bool empty() const { return body_.empty(); }
  const Place& place() const { return place_; }
  const std::vector<Place>& places() const { return places_; }
  std::string html() const;

 private:
  Place place_;
  std::string body_;
  std::vector<Place> places_;
};

/// The list of contents of those that are not empty.
std::string contents(const std::vector<Section>& sections);

/// The plots with their captions, and what kept others from being drawn; their files are below
/// plots/.
Section plots_section(const RenderedPlots& plots);

}  // namespace reports
