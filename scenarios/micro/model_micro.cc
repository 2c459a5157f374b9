// Language models: a step's tokens by how many texts share it, and loading until the first token.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "engine/inference/gguf/model_file.h"
#include "engine/inference/model/llama_model.h"

namespace model_micro {

namespace {

namespace inference = engine::inference;

/// The file of the shape of that number; an error ends the benchmark.
std::filesystem::path model_path(benchmark::State& state, std::size_t shape) {
  if (const auto why = inference::why_no_llama()) state.SkipWithError(why->c_str());
  const auto path = inference::gguf::kept_model(inference::gguf::models_of_user(),
                                                inference::gguf::shapes()[shape], 1);
  if (!path) state.SkipWithError(path.error().detail.c_str());
  state.SetLabel(std::string(inference::gguf::shapes()[shape].name));
  return path.value_or(std::filesystem::path());
}

/// A prompt of 20 tokens a text, then one token a text and step, 60 times over.
void steps_of_texts(benchmark::State& state) {
  const auto texts = static_cast<std::size_t>(state.range(1));
  const auto model =
      inference::load_llama({.path = model_path(state, static_cast<std::size_t>(state.range(0)))});
  if (!model) return;
  const auto context =
      (*model)->make_context({.sequences = texts, .exact = state.range(2) != 0}).value();
  const auto prompt = (*model)->tokens_of("The quick brown fox").value();
  std::vector<inference::StepPart> parts(texts);
  std::vector<inference::Token> last;
  std::size_t held = 1000;
  for (auto _ : state) {
    if (held++ > 80) {
      state.PauseTiming();
      for (std::size_t i = 0; i < texts; ++i) {
        context->forget(i);
        parts[i] = {i, prompt, true};
      }
      last = context->step(parts).value();
      held = prompt.size();
      state.ResumeTiming();
    }
    for (std::size_t i = 0; i < texts; ++i) parts[i] = {i, {&last[i], 1}, true};
    std::vector<inference::Token> next = context->step(parts).value();
    last = std::move(next);
  }
  state.counters["tokens/s"] =
      benchmark::Counter(static_cast<double>(texts), benchmark::Counter::kIsIterationInvariantRate);
}

void prompt_of_100(benchmark::State& state) {
  const auto model =
      inference::load_llama({.path = model_path(state, static_cast<std::size_t>(state.range(0)))});
  if (!model) return;
  const auto context = (*model)->make_context({}).value();
  const auto prompt = (*model)->tokens_of(std::string(99, 'x')).value();
  const inference::StepPart part{0, prompt, true};
  for (auto _ : state) {
    benchmark::DoNotOptimize(context->step({&part, 1}).value());
    context->forget(0);
  }
}

/// Drops the file's pages from the machine's memory, as far as nobody else uses them.
void make_cold(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  ::fdatasync(file);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  ::close(file);
}

void load_until_first_token(benchmark::State& state) {
  const auto path = model_path(state, static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    if (state.range(2) != 0) {
      state.PauseTiming();
      make_cold(path);
      state.ResumeTiming();
    }
    const auto model = inference::load_llama({.path = path, .map = state.range(1) != 0});
    if (!model) return state.SkipWithError(model.error().detail.c_str());
    const auto context = (*model)->make_context({}).value();
    const auto prompt = (*model)->tokens_of("Hello").value();
    const inference::StepPart part{0, prompt, true};
    benchmark::DoNotOptimize(context->step({&part, 1}).value());
  }
}

BENCHMARK(steps_of_texts)
    ->ArgNames({"shape", "texts", "exact"})
    ->ArgsProduct({{0, 1}, {1, 4, 8, 16}, {1}})
    ->Args({0, 1, 0})
    ->Args({1, 1, 0})
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();
BENCHMARK(prompt_of_100)->ArgName("shape")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(load_until_first_token)
    ->ArgNames({"shape", "map", "cold"})
    ->ArgsProduct({{1, 2}, {0, 1}, {0, 1}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

}  // namespace model_micro
