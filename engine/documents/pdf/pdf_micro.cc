// Pages per CPU second: read by the killable child, by poppler in the same process, and by
// pdftotext started for each file. CPU time is that of all processes: this one, its child, and
// those that have ended. In one run and in alternation:
// --benchmark_enable_random_interleaving=true. Files of your own: prony_pdf_micro FILE...
#include <benchmark/benchmark.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include "engine/child/running.h"
#include "engine/documents/pdf/plain_pdf.h"
#include "engine/documents/pdf/reader.h"

extern char** environ;

namespace {

using engine::documents::pdf::PlainPdf;

struct File {
  std::string path, bytes;
  int pages = 0;
};

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

double seconds_of_clock(clockid_t clock) {
  timespec used{};
  clock_gettime(clock, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

/// Of this process, the children that it has, and those that it has had.
double cpu_of_all(const std::vector<pid_t>& children) {
  rusage ended{};
  getrusage(RUSAGE_CHILDREN, &ended);
  double sum = seconds_of_clock(CLOCK_PROCESS_CPUTIME_ID) + seconds(ended.ru_utime) +
               seconds(ended.ru_stime);
  for (const pid_t child : children) {
    clockid_t clock{};
    if (clock_getcpuclockid(child, &clock) == 0) sum += seconds_of_clock(clock);
  }
  return sum;
}

/// Calls `read`, which says whether it could, and counts its CPU time.
template <class Read>
void measure(benchmark::State& state, const File& file, Read read) {
  if (!read()) return state.SkipWithError("could not be read");
  const auto children = engine::child::running_children("prony_pdf");
  for (auto _ : state) {
    const double before = cpu_of_all(children);
    if (!read()) return state.SkipWithError("could not be read");
    state.SetIterationTime(cpu_of_all(children) - before);
  }
  state.counters["pages_per_cpu_s"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * file.pages, benchmark::Counter::kIsRate);
}

void child(benchmark::State& state, const File& file) {
  engine::documents::pdf::Reader reader;
  measure(state, file, [&] {
    const auto document = reader.read(file.bytes, {});
    benchmark::DoNotOptimize(document);
    return document.has_value();
  });
}

void in_process(benchmark::State& state, const File& file) {
  measure(state, file, [&] {
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(
        file.bytes.data(), static_cast<int>(file.bytes.size())));
    for (int i = 0; i < document->pages(); ++i) {
      const std::unique_ptr<poppler::page> page(document->create_page(i));
      auto text = page->text({}, poppler::page::non_raw_non_physical_layout).to_utf8();
      benchmark::DoNotOptimize(text);
    }
    return true;
  });
}

void forked_pdftotext(benchmark::State& state, const File& file) {
  measure(state, file, [&] {
    std::string program = "pdftotext", path = file.path, out = "/dev/null";
    const std::array<char*, 4> arguments{program.data(), path.data(), out.data(), nullptr};
    pid_t pid = -1;
    int status = -1;
    return posix_spawnp(&pid, "pdftotext", nullptr, nullptr, arguments.data(), environ) == 0 &&
           waitpid(pid, &status, 0) == pid && status == 0;
  });
}

std::string page_of_prose(int number) {
  std::vector<std::string> lines;
  for (int i = 0; i < 45; ++i) {
    lines.push_back("On page " + std::to_string(number) + " in line " + std::to_string(i) +
                    " the tide comes in, and it goes out again twice a day.");
    if (i % 9 == 8) lines.emplace_back();
  }
  return PlainPdf::lines(lines);
}

std::string prose(int pages) {
  PlainPdf pdf;
  for (int i = 1; i <= pages; ++i) pdf.add_page(page_of_prose(i));
  return pdf.str();
}

int count_pages(const std::string& bytes) {
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  return document && !document->is_locked() ? document->pages() : 0;
}

void add(const File& file) {
  const auto name = std::filesystem::path(file.path).stem().string() + "/";
  const auto measured = [&](const char* how, auto function) {
    benchmark::RegisterBenchmark((name + how).c_str(), function, file)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  };
  measured("child", child);
  measured("in_process", in_process);
  measured("forked_pdftotext", forked_pdftotext);
}

}  // namespace

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  std::string folder = std::filesystem::temp_directory_path() / "prony-pdf-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return 2;
  for (const int pages : {1, 10, 300}) {
    const std::string path = folder + "/prose_" + std::to_string(pages) + ".pdf";
    const std::string bytes = prose(pages);
    std::ofstream(path, std::ios::binary) << bytes;
    if (count == 1) add({path, bytes, pages});
  }
  for (int i = 1; i < count; ++i) {
    std::ifstream stream(arguments[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const int pages = count_pages(bytes);
    if (pages > 0) add({arguments[i], bytes, pages});
  }
  benchmark::RunSpecifiedBenchmarks();
  std::filesystem::remove_all(folder);
  return 0;
}
