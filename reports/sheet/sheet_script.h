// A sheet in gnuplot's language.
#pragma once

#include <string>

#include "reports/sheet/sheet.h"

namespace reports::sheet {

/// The commands that draw `sheet` as SVG on gnuplot's standard output, data included. Every word
/// from outside is quoted, so that a document's name can't become a command.
std::string sheet_script(const Sheet& sheet);

}  // namespace reports::sheet
