// Requests made from templates.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/expected.h"
#include "scenarios/http/plan/http_words.h"
#include "scenarios/http/plan/message_source.h"
#include "scenarios/templates/item_table.h"
#include "scenarios/templates/text_template.h"

namespace scenarios::http {

/// What fills the templates.
struct Fillings {
  std::shared_ptr<const templates::ItemTable> items;
  std::vector<std::string> fields;  // of the items
  templates::OwnValues own;
};

/// Each kind of request that the words tell, for each item. An error, in a line, says which text of
/// which kind can't be sent, and why: a place that nothing fills, an item that would end a header's
/// line, a text for JSON that is not UTF-8.
harness::Expected<std::shared_ptr<const MessageSource>> make_messages(const HttpWords& words,
                                                                      const Fillings& fillings);

}  // namespace scenarios::http
