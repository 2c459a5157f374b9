// What one document may cost, as its options and its past have it.
#pragma once

#include "engine/documents/items/item.h"
#include "engine/documents/parsed/budget.h"
#include "engine/documents/pdf/document.h"
#include "engine/documents/stages/context.h"

namespace engine::documents::stages {

/// When work on it must be over, by the engine's clock.
std::optional<Time> deadline_of(const items::Item& item, const options::Options& options);

/// The same by the wall's steady clock, and what else its parser has to keep to.
parsed::Limits limits_of(const items::Item& item, const Services& services);

/// The same for a PDF.
pdf::Limits pdf_limits_of(const parsed::Limits& limits);

}  // namespace engine::documents::stages
