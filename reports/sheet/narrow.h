// A plot for a narrow screen.
#pragma once

#include "reports/sheet/sheet.h"

namespace reports::sheet {

/// The same plot 400 pixels wide, so that on a telephone its words are as large as the page's:
/// names broken into lines, legends in rows, higher where it has to be. Without its title, which
/// the page writes above it.
Sheet narrow(Sheet sheet);

}  // namespace reports::sheet
