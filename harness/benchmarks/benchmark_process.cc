#include "harness/benchmarks/benchmark_process.h"

#include <fmt/format.h>

#include <system_error>

#include "harness/child/process.h"
#include "harness/environment/command.h"

namespace harness::benchmarks {
namespace {

constexpr std::string_view nobodys_name = "prony_asks_for_a_name_that_no_benchmark_has";

std::vector<std::string> words_of(const BenchmarkOrder& order) {
  std::vector<std::string> words{"--benchmark_out=" + order.out.string(),
                                 "--benchmark_out_format=json",
                                 "--benchmark_repetitions=" + std::to_string(order.repetitions),
                                 "--benchmark_report_aggregates_only=false"};
  if (!order.filter.empty()) words.push_back("--benchmark_filter=" + order.filter);
  if (order.min_time) {
    // A bare number of seconds is what every version reads.
    words.push_back(fmt::format("--benchmark_min_time={}", seconds(*order.min_time)));
  }
  return words;
}

/// What its stderr ended with, behind what it did.
std::string with_last_line(const std::string& did, const std::string& said) {
  return said.empty() ? did : fmt::format("{}; it said: {}", did, said);
}

}  // namespace

bool is_benchmark_program(const std::filesystem::path& program, Duration most) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::absolute(program, error);
  if (error || !std::filesystem::is_regular_file(path, error)) return false;
  const auto limit = std::chrono::ceil<std::chrono::milliseconds>(most);
  const std::string list = "--benchmark_list_tests=true";
  const auto all = environment::output_of({path.string(), list}, limit);
  if (!all || all->empty()) return false;
  const auto none = environment::output_of(
      {path.string(), list, fmt::format("--benchmark_filter=^{}$", nobodys_name)}, limit);
  return none && none->empty();
}

Expected<BenchmarkFile> run_benchmarks(const BenchmarkOrder& order, const std::stop_token& stop) {
  std::error_code ignored;
  std::filesystem::remove(order.out, ignored);
  auto process = child::Process::start(
      {.path = order.program, .words = words_of(order), .name = order.program.string()},
      child::Process::no_socket);
  if (!process) return tl::unexpected(process.error());
  const bool ended = (*process)->wait_for_end(order.most, stop);
  if (!ended) {
    (*process)->kill();
    if (stop.stop_requested()) return failure("was stopped");
    return failure(with_last_line(fmt::format("did not end within {:.3g} s", seconds(order.most)),
                                  (*process)->last_line()));
  }
  if (!(*process)->ended_well()) return failure((*process)->how_it_ended());
  (*process)->listen();
  return read_benchmark_file(order.out, order.timed).map_error([&](const Error& error) {
    return Error{with_last_line("wrote no results that can be read: " + error.message,
                                (*process)->last_line())};
  });
}

}  // namespace harness::benchmarks
