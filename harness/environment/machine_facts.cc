#include "harness/environment/machine_facts.h"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sched.h>
#include <sys/statfs.h>

#include <string_view>

#include "harness/probe/proc_text.h"
#include "harness/probe/text_file.h"

namespace harness::environment {
namespace {

using std::filesystem::path;
using Text = MachineFacts::Text;

bool has_word(std::string_view text, std::string_view wanted) {
  for (std::string_view word = probe::next_word(text); !word.empty();
       word = probe::next_word(text)) {
    if (word == wanted) return true;
  }
  return false;
}

void read_cpu(const path& proc, MachineFacts& facts) {
  const auto text = probe::read_text(proc / "cpuinfo");
  if (!text) return;
  if (const auto model = probe::field(*text, "model name")) facts.cpu = std::string(*model);
  const auto flags = probe::field(*text, "flags");
  if (!flags) return;  // not an x86 processor
  facts.virtual_machine = has_word(*flags, "hypervisor");
  facts.invariant_tsc = has_word(*flags, "constant_tsc") && has_word(*flags, "nonstop_tsc");
}

std::optional<std::uint64_t> usable_cores() {
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof cores, &cores) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(CPU_COUNT(&cores));
}

/// PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
Text distribution(const path& etc) {
  const auto text = probe::read_text(etc / "os-release");
  if (!text) return std::nullopt;
  constexpr std::string_view key = "PRETTY_NAME=";
  std::string_view rest = *text;
  while (!rest.empty()) {
    std::string_view line = probe::next_line(rest);
    if (!line.starts_with(key)) continue;
    line.remove_prefix(key.size());
    if (line.size() >= 2 && line.front() == line.back() &&
        (line.front() == '"' || line.front() == '\'')) {
      line = line.substr(1, line.size() - 2);
    }
    return std::string(line);
  }
  return std::nullopt;
}

/// The word in brackets: "always [madvise] never".
Text chosen_word(const Text& line) {
  if (!line) return std::nullopt;
  const std::size_t open = line->find('[');
  const std::size_t close = line->find(']', open);
  if (open == std::string::npos || close == std::string::npos) return std::nullopt;
  return line->substr(open + 1, close - open - 1);
}

/// Intel's driver says when turbo is off, the others when it is on.
std::optional<bool> turbo(const path& cpu) {
  if (const Text off = probe::read_line(cpu / "intel_pstate/no_turbo")) return *off == "0";
  if (const Text on = probe::read_line(cpu / "cpufreq/boost")) return *on == "1";
  return std::nullopt;
}

std::string filesystem_name(std::uint32_t magic) {
  switch (magic) {
    case EXT4_SUPER_MAGIC:
      return "ext4";
    case XFS_SUPER_MAGIC:
      return "xfs";
    case BTRFS_SUPER_MAGIC:
      return "btrfs";
    case TMPFS_MAGIC:
      return "tmpfs";
    case RAMFS_MAGIC:
      return "ramfs";
    case OVERLAYFS_SUPER_MAGIC:
      return "overlayfs";
    case NFS_SUPER_MAGIC:
      return "nfs";
    case F2FS_SUPER_MAGIC:
      return "f2fs";
    case FUSE_SUPER_MAGIC:
      return "fuse";
    case 0x2fc12fc1:
      return "zfs";
    case 0x01021997:
      return "9p";
    case 0xff534d42:
      return "cifs";
    default:
      return fmt::format("type {:#x}", magic);
  }
}

/// Of the folder itself, or of the nearest one above it that is there already.
Text filesystem_of(const path& folder) {
  std::error_code error;
  path there = std::filesystem::absolute(folder, error);
  struct statfs stat {};
  while (::statfs(there.c_str(), &stat) != 0) {
    if (!there.has_relative_path()) return std::nullopt;
    there = there.parent_path();
  }
  return filesystem_name(static_cast<std::uint32_t>(stat.f_type));
}

}  // namespace

MachineFacts read_machine_facts(const EnvironmentSources& sources) {
  MachineFacts facts;
  read_cpu(sources.proc, facts);
  facts.usable_cores = usable_cores();
  facts.quota = probe::read_cpu_quota(sources.proc, sources.sys);
  if (const auto text = probe::read_text(sources.proc / "meminfo")) {
    if (const auto kib = probe::number_field(*text, "MemTotal")) facts.memory_bytes = *kib * 1024;
  }
  facts.kernel = probe::read_line(sources.proc / "sys/kernel/osrelease");
  facts.distribution = distribution(sources.etc);
  const path system = sources.sys / "devices/system";
  facts.clock_source = probe::read_line(system / "clocksource/clocksource0/current_clocksource");
  facts.governor = probe::read_line(system / "cpu/cpu0/cpufreq/scaling_governor");
  facts.frequency_driver = probe::read_line(system / "cpu/cpu0/cpufreq/scaling_driver");
  facts.turbo = turbo(system / "cpu");
  facts.transparent_huge_pages =
      chosen_word(probe::read_line(sources.sys / "kernel/mm/transparent_hugepage/enabled"));
  facts.results_filesystem = filesystem_of(sources.results);
  facts.now = probe::MachineProbe(sources.proc).read();
  return facts;
}

}  // namespace harness::environment
