// What one document may cost, as its options and its past have it.
#pragma once

#include "engine/documents/context.h"
#include "engine/documents/item.h"
#include "engine/pdf/document.h"

namespace engine::documents {

/// When work on it must be over, by the engine's clock.
std::optional<run::Time> deadline_of(const Item& item, const Options& options);

/// The same by the wall's steady clock, and what else its parser has to keep to.
parse::Limits limits_of(const Item& item, const Services& services);

/// The same for a PDF.
pdf::Limits pdf_limits_of(const parse::Limits& limits);

}  // namespace engine::documents
