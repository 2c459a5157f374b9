#include "reports/sheet/style.h"

#include <array>

namespace reports::sheet {

Style series(std::size_t i) {
  // In an order in which neighbours differ in lightness as well.
  static constexpr std::array<Style, 8> styles{{{"#0072B2", "solid", 7, 2, 0},
                                                {"#E69F00", "(12,4)", 5, 2, 0},
                                                {"#009E73", "(4,3)", 9, 2, 4},
                                                {"#CC79A7", "(12,3,3,3)", 11, 2, 0},
                                                {"#000000", "(2,3)", 13, 2, 5},
                                                {"#56B4E9", "(16,3,3,3,3,3)", 6, 2, 0},
                                                {"#D55E00", "(8,3)", 4, 2, 7},
                                                {"#8C8C8C", "(20,4)", 8, 2, 1}}};
  Style style = styles.at(i % styles.size());
  // In the second round what was solid is hatched, and the other way round.
  if (i / styles.size() % 2 == 1) style.hatching = style.hatching == 0 ? 6 : 0;
  return style;
}

}  // namespace reports::sheet
