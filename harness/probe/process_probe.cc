#include "harness/probe/process_probe.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/kcmp.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "harness/probe/process_tree.h"
#include "harness/probe/text_file.h"

namespace harness::probe {
namespace {

using Figure = ProcessFigures::Figure;

constexpr Figure ProcessFigures::*all_figures[] = {&ProcessFigures::rss_bytes,
                                                   &ProcessFigures::rss_peak_bytes,
                                                   &ProcessFigures::cpu_ns,
                                                   &ProcessFigures::io_operations,
                                                   &ProcessFigures::read_bytes,
                                                   &ProcessFigures::written_bytes,
                                                   &ProcessFigures::voluntary_switches,
                                                   &ProcessFigures::involuntary_switches,
                                                   &ProcessFigures::minor_faults,
                                                   &ProcessFigures::major_faults,
                                                   &ProcessFigures::threads,
                                                   &ProcessFigures::processes,
                                                   &ProcessFigures::open_files};

constexpr std::uint64_t ns_per_s = 1'000'000'000;

std::uint64_t ticks_to_ns(std::uint64_t ticks) {
  static const std::uint64_t ticks_per_s = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  return ticks / ticks_per_s * ns_per_s + ticks % ticks_per_s * (ns_per_s / ticks_per_s);
}

std::uint64_t page_bytes() {
  static const std::uint64_t bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return bytes;
}

std::uint64_t to_ns(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * ns_per_s +
         static_cast<std::uint64_t>(time.tv_usec) * 1000;
}

Figure clock_ns(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(time.tv_sec) * ns_per_s +
         static_cast<std::uint64_t>(time.tv_nsec);
}

Figure kibibytes(const std::optional<std::string>& status, std::string_view key) {
  const Figure figure = status ? number_field(*status, key) : std::nullopt;
  return figure ? Figure(*figure * 1024) : std::nullopt;
}

/// The entries of a folder, such as a process's fd.
Figure entries(const std::filesystem::path& folder) {
  std::uint64_t count = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    ++count;
  }
  return error ? Figure() : Figure(count);
}

Figure sum(Figure a, Figure b) {
  return a && b ? Figure(*a + *b) : std::nullopt;
}

/// A process that was just started has its starter's memory until its own image is in place
/// (vfork): that memory is not its own.
bool has_our_memory(pid_t pid) {
  return ::syscall(SYS_kcmp, ::getpid(), pid, KCMP_VM, 0, 0) == 0;
}

/// Adds a process's figures. One that ended while we read has none, and needs none: they are its
/// parent's now.
void add(ProcessFigures& total, const ProcessFigures& part, bool ended) {
  for (const auto figure : all_figures) {
    if (part.*figure || !ended) total.*figure = sum(total.*figure, part.*figure);
  }
}

/// Totals stay when a process has ended, what it held is free.
void no_longer_there(ProcessFigures& figures) {
  for (const auto level :
       {&ProcessFigures::rss_bytes, &ProcessFigures::rss_peak_bytes, &ProcessFigures::threads,
        &ProcessFigures::processes, &ProcessFigures::open_files}) {
    figures.*level = 0;
  }
}

/// Empty if the process is in one of the trees, alive.
std::string why_lost(const NamedProcess& process,
                     const std::vector<std::vector<ProcessStat>>& trees) {
  for (const std::vector<ProcessStat>& tree : trees) {
    for (const ProcessStat& stat : tree) {
      if (stat.pid != process.pid) continue;
      if (stat.started_ticks != process.started_ticks) {
        return fmt::format("{} ({}) ended, and another program has its number", process.name,
                           process.pid);
      }
      if (!has_ended(stat)) return {};
    }
  }
  return fmt::format("{} ({}) ended", process.name, process.pid);
}

}  // namespace

ProcessProbe::ProcessProbe(std::optional<pid_t> pid, std::filesystem::path proc)
    : pid_(pid.value_or(::getpid())),
      proc_(std::move(proc)),
      real_(proc_ == "/proc"),
      own_(real_ && pid_ == ::getpid()) {}

ProcessFigures ProcessProbe::read() {
  const auto text = read_text(folder(pid_) / "stat", 4096);
  const auto stat = text ? parse_process_stat(*text) : std::nullopt;
  if (!stat || stat->pid != pid_) return {};
  const bool whole = resources_ == Resources::whole_program;
  ProcessFigures total = whole ? read_one(*stat) : read_ended(*stat);
  if (resources_ == Resources::unknown) {
    ProcessFigures known;
    known.asking_cpu_ns = total.asking_cpu_ns;
    return known;
  }
  const Figure peak = total.rss_peak_bytes;
  if (!own_ || has_children() || !followed_.empty()) add_others(total);
  // Of programs that have ended, or not begun, there is no memory to see.
  if (!whole && total.processes == std::uint64_t{0}) total.rss_bytes.reset();
  total.rss_peak_bytes = peak ? Figure(std::max(*peak, peak_seen_)) : std::nullopt;
  return total;
}

void ProcessProbe::follow(std::vector<NamedProcess> processes, Resources resources) {
  resources_ = resources;
  followed_.clear();
  for (NamedProcess& one : processes) followed_.push_back({std::move(one), {}, {}});
}

ProcessFigures ProcessProbe::read_ended(const ProcessStat& stat) const {
  ProcessFigures figures;
  for (const auto figure : all_figures) figures.*figure = 0;
  figures.cpu_ns = ticks_to_ns(stat.waited_user_ticks + stat.waited_system_ticks);
  figures.asking_cpu_ns = ticks_to_ns(stat.user_ticks + stat.system_ticks);
  figures.minor_faults = stat.waited_minor_faults;
  figures.major_faults = stat.waited_major_faults;
  rusage ended{};
  if (own(stat) && ::getrusage(RUSAGE_CHILDREN, &ended) == 0) {
    figures.cpu_ns = to_ns(ended.ru_utime) + to_ns(ended.ru_stime);
    figures.asking_cpu_ns = clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    figures.voluntary_switches = static_cast<std::uint64_t>(ended.ru_nvcsw);
    figures.involuntary_switches = static_cast<std::uint64_t>(ended.ru_nivcsw);
  }
  // The kernel adds an ended child's operations to those of the process that waited for it.
  if (stat.waited_minor_faults > 0) {
    figures.io_operations = figures.read_bytes = figures.written_bytes = std::nullopt;
  }
  return figures;
}

std::vector<std::string> ProcessProbe::lost() const {
  std::vector<std::string> lines;
  for (const Followed& one : followed_) {
    if (!one.lost.empty()) lines.push_back(one.lost);
  }
  return lines;
}

void ProcessProbe::add_others(ProcessFigures& total) {
  std::vector<pid_t> roots{pid_};
  for (const Followed& one : followed_) roots.push_back(one.lost.empty() ? one.process.pid : 0);
  std::vector<std::vector<ProcessStat>> trees = process_trees(proc_, roots);
  for (std::size_t i = 0; i < followed_.size(); ++i) {
    Followed& one = followed_[i];
    if (one.lost.empty()) one.lost = why_lost(one.process, trees);
    if (one.lost.empty()) {
      const ProcessFigures now = sum_of(trees[i + 1]);
      if (is_alive(one.process, proc_)) one.last = now;
    } else {
      no_longer_there(one.last);
    }
    add(total, one.last, !one.lost.empty());
  }
  std::erase_if(trees.front(), [this](const ProcessStat& stat) { return stat.pid == pid_; });
  if (!trees.front().empty()) add(total, sum_of(trees.front()), false);
  const bool alone =
      resources_ == Resources::whole_program && trees.front().empty() && followed_.empty();
  if (!alone && total.rss_bytes) peak_seen_ = std::max(peak_seen_, *total.rss_bytes);
}

ProcessFigures ProcessProbe::sum_of(const std::vector<ProcessStat>& tree) const {
  ProcessFigures total;
  for (const auto figure : all_figures) total.*figure = 0;
  for (const ProcessStat& one : tree) {
    const ProcessFigures part = read_one(one);
    std::error_code error;
    add(total, part, !std::filesystem::exists(folder(one.pid), error));
  }
  return total;
}

bool ProcessProbe::reset_peak() {
  const int file = ::open((folder(pid_) / "clear_refs").c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = ::write(file, "5", 1) == 1;  // proc(5): resets VmHWM, nothing else
  ::close(file);
  if (done) peak_seen_ = 0;
  return done;
}

ProcessFigures ProcessProbe::read_one(const ProcessStat& stat) const {
  ProcessFigures figures;
  const bool borrowed = real_ && stat.pid != ::getpid() && has_our_memory(stat.pid);
  // status, unlike stat, is kept exact by the newer kernels; an ended process has no RSS in it.
  const std::optional<std::string> status = read_text(folder(stat.pid) / "status");
  figures.rss_bytes = kibibytes(status, "VmRSS");
  if (!figures.rss_bytes) figures.rss_bytes = stat.rss_pages * page_bytes();
  figures.rss_peak_bytes = kibibytes(status, "VmHWM");
  if (borrowed) figures.rss_bytes = figures.rss_peak_bytes = 0;
  figures.cpu_ns = cpu_ns(stat);
  figures.minor_faults = stat.minor_faults + stat.waited_minor_faults;
  figures.major_faults = stat.major_faults + stat.waited_major_faults;
  const bool ended = has_ended(stat);
  figures.threads = ended ? 0 : stat.threads;
  figures.processes = ended ? 0 : 1;
  figures.open_files = ended ? Figure(0) : entries(folder(stat.pid) / "fd");
  // Of its own files one is the folder that is being looked at.
  if (own(stat) && figures.open_files.value_or(0) > 0) --*figures.open_files;
  read_io(stat, figures);
  read_switches(stat, status, figures);
  return figures;
}

std::optional<std::uint64_t> ProcessProbe::cpu_ns(const ProcessStat& stat) const {
  const Figure waited = ticks_to_ns(stat.waited_user_ticks + stat.waited_system_ticks);
  if (own(stat)) {
    rusage children{};
    if (::getrusage(RUSAGE_CHILDREN, &children) != 0) return std::nullopt;
    const std::uint64_t of_children = to_ns(children.ru_utime) + to_ns(children.ru_stime);
    return sum(clock_ns(CLOCK_PROCESS_CPUTIME_ID), of_children);
  }
  clockid_t clock{};
  if (real_ && ::clock_getcpuclockid(stat.pid, &clock) == 0) {
    if (const Figure exact = clock_ns(clock)) return sum(exact, waited);
  }
  return sum(ticks_to_ns(stat.user_ticks + stat.system_ticks), waited);
}

void ProcessProbe::read_io(const ProcessStat& stat, ProcessFigures& figures) const {
  const std::uint64_t probing = own(stat) ? reading_calls() : 0;
  const std::optional<std::string> io = read_text(folder(stat.pid) / "io");
  if (!io) return;
  figures.io_operations = sum(number_field(*io, "syscr"), number_field(*io, "syscw"));
  if (figures.io_operations) {
    *figures.io_operations -= std::min(probing, *figures.io_operations);
  }
  figures.read_bytes = number_field(*io, "read_bytes");
  figures.written_bytes = number_field(*io, "write_bytes");
}

void ProcessProbe::read_switches(const ProcessStat& stat, const std::optional<std::string>& status,
                                 ProcessFigures& figures) const {
  rusage self{}, children{};
  if (own(stat) && ::getrusage(RUSAGE_SELF, &self) == 0 &&
      ::getrusage(RUSAGE_CHILDREN, &children) == 0) {
    figures.voluntary_switches = static_cast<std::uint64_t>(self.ru_nvcsw + children.ru_nvcsw);
    figures.involuntary_switches = static_cast<std::uint64_t>(self.ru_nivcsw + children.ru_nivcsw);
    return;
  }
  const auto add_thread = [&](const std::string& text) {
    const auto add_figure = [&](Figure& figure, std::string_view key) {
      if (const Figure part = number_field(text, key)) figure = figure.value_or(0) + *part;
    };
    add_figure(figures.voluntary_switches, "voluntary_ctxt_switches");
    add_figure(figures.involuntary_switches, "nonvoluntary_ctxt_switches");
  };
  // A process's status holds only its first thread's switches.
  if (stat.threads <= 1 && status) return add_thread(*status);
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder(stat.pid) / "task", error), end;
       !error && entry != end; entry.increment(error)) {
    if (const auto text = read_text(entry->path() / "status")) add_thread(*text);
  }
}

}  // namespace harness::probe
