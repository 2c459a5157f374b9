// Whatever is in a file of /proc: it parses or is refused, and what parses keeps what it promises.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "harness/probe/proc_text.h"

using namespace harness::probe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  constexpr std::uint64_t largest = std::uint64_t{1} << 53;
  if (const auto stat = parse_process_stat(text)) {
    if (stat->pid < 0 || stat->parent < 0) std::abort();
    for (const std::uint64_t counter :
         {stat->minor_faults, stat->waited_minor_faults, stat->major_faults,
          stat->waited_major_faults, stat->user_ticks, stat->system_ticks, stat->waited_user_ticks,
          stat->waited_system_ticks, stat->threads, stat->rss_pages}) {
      if (counter > largest) std::abort();
    }
    // The name means nothing: any other one gives the same process.
    const std::size_t open = text.find('('), close = text.rfind(')');
    const auto renamed =
        parse_process_stat(text.substr(0, open) + "() R 1 (x y)" + text.substr(close + 1));
    if (!renamed || renamed->pid != stat->pid || renamed->parent != stat->parent ||
        renamed->rss_pages != stat->rss_pages) {
      std::abort();
    }
  }
  if (const auto value = number_field(text, "VmRSS"); value && *value > largest) std::abort();
  if (const auto value = number_after(text, "nr_throttled"); value && *value > largest)
    std::abort();
  const std::string name = process_name(text);
  if (name.size() > size || name.find('\n') != name.npos || name.find('\x1b') != name.npos) {
    std::abort();
  }
  if (const auto value = field(text, "Name"); value && value->size() > size) std::abort();
  return 0;
}
