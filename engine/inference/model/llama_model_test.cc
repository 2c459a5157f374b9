// Loading: watched, stopped, refused with a reason, and never the end of the process.
#include "engine/inference/model/llama_model.h"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "engine/inference/model/test_answers.h"
#include "engine/inference/model/test_llama.h"

namespace engine::inference::llama_model_test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A file of these bytes, gone at the end.
class Made {
 public:
  explicit Made(const std::string& bytes)
      : path_(fs::temp_directory_path() / ("prony-llama-" + std::to_string(::getpid()) + ".gguf")) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~Made() {
    std::error_code error;
    fs::remove(path_, error);
  }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  const fs::path& path() const { return path_; }

 private:
  const fs::path path_;
};

Error error_of(const std::string& bytes) {
  const Made file(bytes);
  const auto model = load_llama({.path = file.path()});
  REQUIRE_FALSE(model.has_value());
  return model.error();
}

std::string with(std::string bytes, std::string_view old, std::string_view now) {
  const std::size_t at = bytes.find(old);
  REQUIRE(at != bytes.npos);
  return bytes.replace(at, old.size(), now);
}

/// The model's file with another number behind that key.
std::string with_number(std::string bytes, std::string_view key, std::uint32_t number) {
  const std::size_t at = bytes.find(key);
  REQUIRE(at != bytes.npos);
  return bytes.replace(at + key.size() + 4, 4, reinterpret_cast<const char*>(&number), 4);
}

}  // namespace

TEST_CASE("mapped and read, it is the same model; progress goes from start to end") {
  if (!testing::has_llama()) return;
  std::vector<Token> answers[2];
  for (const bool map : {false, true}) {
    std::vector<double> seen;
    const auto model = load_llama(
        {.path = testing::small_file(), .name = "mine", .map = map, .progress = [&](double part) {
           seen.push_back(part);
         }});
    REQUIRE(model.has_value());
    CHECK((*model)->name() == "mine");
    REQUIRE(seen.size() >= 2);
    CHECK(seen.front() == 0);
    CHECK(seen.back() == 1);
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    answers[map ? 1 : 0] = testing::answer_alone(**model, "the same?", 20);
  }
  CHECK(answers[0] == answers[1]);
}

TEST_CASE("a load can be stopped on its way") {
  if (!testing::has_llama()) return;
  std::stop_source stop;
  const auto model = load_llama({.path = testing::small_file(),
                                 .map = false,
                                 .progress =
                                     [&](double part) {
                                       if (part > 0.3) stop.request_stop();
                                     },
                                 .stop = stop.get_token()});
  REQUIRE_FALSE(model.has_value());
  CHECK(model.error().reason == Reason::stopped);
}

TEST_CASE("several load and answer at once") {
  if (!testing::has_llama()) return;
  const auto wanted = testing::answer_alone(*testing::small_model(), "all of us", 10);
  std::vector<char> right(3, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < right.size(); ++i) {
      threads.emplace_back([&, i] {
        const auto model = load_llama({.path = testing::small_file(), .map = i % 2 == 0});
        right[i] = model && testing::answer_alone(**model, "all of us", 10) == wanted ? 1 : 0;
      });
    }
  }
  CHECK(right == std::vector<char>(3, 1));
}

TEST_CASE("what is no model is refused in its own words") {
  if (!testing::has_llama()) return;
  const std::string whole = bytes_of(testing::small_file());
  CHECK(load_llama({.path = "no/such.gguf"}).error().reason == Reason::unreadable);
  CHECK(error_of("").reason == Reason::unsupported_format);
  CHECK(error_of("{\"not\": \"a model\"}").reason == Reason::unsupported_format);
  const Error cut = error_of(whole.substr(0, whole.size() - 4096));
  CHECK(cut.reason == Reason::malformed);
  CHECK(cut.detail.find("cut off?") != cut.detail.npos);
  const Error other = error_of(with(whole, "llama", "llamb"));
  CHECK(other.reason == Reason::malformed);
  CHECK(other.detail.find("unknown model architecture: 'llamb'") != other.detail.npos);
  const Error nameless = error_of(with(whole, "output_norm", "output_nord"));
  CHECK(nameless.detail.find("output_norm.weight") != nameless.detail.npos);
}

TEST_CASE("numbers that llama.cpp would believe are errors, not the end") {
  if (!testing::has_llama()) return;
  const std::string whole = bytes_of(testing::small_file());
  for (const char* key :
       {"llama.block_count", "llama.embedding_length", "llama.attention.head_count",
        "llama.attention.head_count_kv", "llama.attention.key_length", "llama.vocab_size",
        "llama.attention.value_length", "llama.rope.dimension_count", "llama.context_length",
        "tokenizer.ggml.bos_token_id", "llama.feed_forward_length"}) {
    for (const std::uint32_t number : {0U, 1U, 3U, 100000U, ~0U}) {
      CAPTURE(key);
      CAPTURE(number);
      const Made file(with_number(whole, key, number));
      const auto model = load_llama({.path = file.path()});
      if (model) {
        (*model)->tokens_of("still alive").value();
      } else {
        CHECK_FALSE(model.error().detail.empty());
      }
    }
  }
}

#if !defined(PRONY_SANITIZED)
TEST_CASE("where memory does not suffice, reading a model is an error") {
  if (!testing::has_llama()) return;
  const fs::path path = testing::small_file();
  const ::pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {  // this process keeps its memory
    std::ifstream pages("/proc/self/statm");
    std::uint64_t used = 0;
    pages >> used;
    const rlimit limit{used * 4096 + (2U << 20), RLIM_INFINITY};
    ::setrlimit(RLIMIT_AS, &limit);
    const auto model = load_llama({.path = path, .map = false});
    ::_exit(!model && model.error().reason == Reason::out_of_memory ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
}
#endif

}  // namespace engine::inference::llama_model_test
