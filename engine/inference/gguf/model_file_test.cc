// A model's file: the same for the same seed, whole or not there, looked at before it is used.
#include "engine/inference/gguf/model_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "engine/inference/gguf/check.h"
#include "engine/inference/gguf/plan.h"

namespace engine::inference::gguf::model_file_test {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone at the end.
class Scratch {
 public:
  Scratch() : folder_(fs::temp_directory_path() / ("prony-gguf-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Scratch() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& folder() const { return folder_; }
  fs::path operator/(const char* name) const { return folder_ / name; }

 private:
  const fs::path folder_;
};

std::string bytes_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const Shape& small() {
  return shapes().front();
}

}  // namespace

TEST_CASE("the shapes have the sizes that they are named for") {
  const auto millions = [](const char* name) {
    return static_cast<double>(find_shape(name)->parameters()) / 1e6;
  };
  CHECK(millions("1m") == doctest::Approx(1.1).epsilon(0.05));
  CHECK(millions("4m") == doctest::Approx(4.5).epsilon(0.05));
  CHECK(millions("110m") == doctest::Approx(110).epsilon(0.05));
  CHECK(find_shape("7b") == nullptr);
}

TEST_CASE("one seed has one file, another seed another one") {
  const Scratch scratch;
  REQUIRE(write_model(scratch / "a", small(), 1).has_value());
  REQUIRE(write_model(scratch / "b", small(), 1).has_value());
  REQUIRE(write_model(scratch / "c", small(), 2).has_value());
  const std::string a = bytes_of_file(scratch / "a");
  CHECK(a == bytes_of_file(scratch / "b"));
  CHECK(a != bytes_of_file(scratch / "c"));
  CHECK(a.size() == plan_of(small(), 1).file_bytes);
  CHECK(check_file(scratch / "a").has_value());
  CHECK(is_model(scratch / "a", small(), 1));
  CHECK_FALSE(is_model(scratch / "a", small(), 2));
  CHECK_FALSE(is_model(scratch / "a", shapes()[1], 1));
  CHECK_FALSE(is_model(scratch / "missing", small(), 1));
}

TEST_CASE("values are the same however they are asked for, and spread as they should") {
  const Plan plan = plan_of(small(), 7);
  std::vector<float> whole(5000);
  fill_values(plan, 0, 0, whole);
  std::vector<float> part(1001);
  fill_values(plan, 0, 777, part);
  CHECK(std::equal(part.begin(), part.end(), whole.begin() + 777));
  double sum = 0, squares = 0;
  for (const float value : whole) {
    sum += value;
    squares += value * value;
  }
  CHECK(std::abs(sum / 5000) < 0.05);
  CHECK(std::sqrt(squares / 5000) == doctest::Approx(plan.tensors[0].spread).epsilon(0.05));
}

TEST_CASE("a kept model is used again, and written again when it is cut off or changed") {
  const Scratch scratch;
  const auto path = kept_model(scratch / "models", small(), 3);
  REQUIRE(path.has_value());
  const auto written = fs::last_write_time(*path);
  CHECK(kept_model(scratch / "models", small(), 3).value() == *path);
  CHECK(fs::last_write_time(*path) == written);

  const std::string whole = bytes_of_file(*path);
  SUBCASE("cut off") {
    fs::resize_file(*path, whole.size() - 1);
  }
  SUBCASE("another header") {
    std::fstream(*path, std::ios::in | std::ios::out | std::ios::binary).seekp(100).put('?');
  }
  SUBCASE("another end") {
    std::fstream(*path, std::ios::in | std::ios::out | std::ios::binary)
        .seekp(static_cast<std::streamoff>(whole.size()) - 100)
        .put('?');
  }
  SUBCASE("left half written by somebody who was killed") {
    fs::remove(*path);
    std::ofstream(path->string() + ".new") << "half";
  }
  CHECK(kept_model(scratch / "models", small(), 3).value() == *path);
  CHECK(bytes_of_file(*path) == whole);
  CHECK(std::distance(fs::directory_iterator(scratch / "models"), {}) == 1);
}

TEST_CASE("several who ask at once get one file, whole") {
  const Scratch scratch;
  std::vector<std::jthread> threads;
  std::vector<char> good(4, 0);
  for (std::size_t i = 0; i < good.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto path = kept_model(scratch.folder(), small(), 5);
      good[i] = path && is_model(*path, small(), 5) ? 1 : 0;
    });
  }
  threads.clear();
  CHECK(good == std::vector<char>(4, 1));
  CHECK(std::distance(fs::directory_iterator(scratch.folder()), {}) == 1);
}

TEST_CASE("where nothing can be written, and when it is stopped, nothing is left") {
  const Scratch scratch;
  std::ofstream(scratch / "file") << "x";
  const auto refused = kept_model(scratch / "file", small(), 1);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().reason == Reason::store_failed);

  std::stop_source stop;
  stop.request_stop();
  const auto stopped = write_model(scratch / "m", small(), 1, stop.get_token());
  REQUIRE_FALSE(stopped.has_value());
  CHECK(stopped.error().reason == Reason::stopped);
  CHECK(std::distance(fs::directory_iterator(scratch.folder()), {}) == 1);
}

}  // namespace engine::inference::gguf::model_file_test
