#include "harness/gate/files/gate_files.h"

#include "harness/gate/files/pair_latencies.h"
#include "harness/gate/files/pairs_csv.h"
#include "harness/gate/files/verdict_json.h"
#include "harness/result/run_files.h"
#include "harness/result/whole_file.h"

namespace harness::gate::files {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_verdict = std::uint64_t{64} << 20;
constexpr const char* verdict_file = "verdict.json";
constexpr const char* pairs_file = "pairs.csv";
constexpr const char* latency_file = "latency.hlog";

Expected<void> add_latencies(const result::TextSource& source, std::uint64_t promised,
                             GateResult& gate) {
  if (promised == 0 && !source.has(latency_file)) return {};
  return source.read(latency_file).and_then([&](const std::string& text) {
    return read_pair_latencies(text, source.place(latency_file), promised, gate);
  });
}

}  // namespace

std::vector<result::RunText> write_gate_texts(const GateResult& gate) {
  std::vector<result::RunText> texts{{pairs_file, write_pairs_csv(gate)}};
  if (latencies_in(gate) > 0) texts.push_back({latency_file, write_pair_latencies(gate)});
  texts.push_back({verdict_file, write_verdict_json(gate)});
  return texts;
}

Expected<GateResult> read_gate_texts(const result::TextSource& source) {
  auto read = source.read(verdict_file).and_then([&](const std::string& text) {
    return read_verdict_json(text, source.place(verdict_file));
  });
  if (!read) return tl::unexpected(read.error());
  GateResult& gate = read->gate;
  return source.read(pairs_file)
      .and_then([&](const std::string& text) {
        return read_pairs_csv(text, source.place(pairs_file), read->pair_rows, gate);
      })
      .and_then([&] { return add_latencies(source, read->latencies, gate); })
      .map([&] { return std::move(gate); });
}

Expected<void> write_gate(const GateResult& gate, const fs::path& folder) {
  for (const result::RunText& one : write_gate_texts(gate)) {
    if (auto done = result::write_whole_file(folder / one.name, one.text); !done) return done;
  }
  return {};
}

Expected<GateResult> read_gate(const fs::path& folder) {
  return result::finished_folder(folder, largest_verdict).and_then(read_gate_texts);
}

Expected<GateResult> read_verdict(const fs::path& folder) {
  return result::finished_folder(folder, largest_verdict)
      .and_then([](const result::TextSource& source) {
        return source.read(verdict_file).and_then([&](const std::string& text) {
          return read_verdict_json(text, source.place(verdict_file));
        });
      })
      .map([](VerdictJson&& read) { return std::move(read.gate); });
}

bool is_gate(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / verdict_file, error);
}

}  // namespace harness::gate::files
