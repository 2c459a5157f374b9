#include "scenarios/serve/inference_words.h"

#include <fmt/format.h>

#include "harness/nearest.h"

namespace scenarios::serve {
namespace {

using engine::inference::options::find_option;
using engine::inference::options::option_table;
using engine::inference::options::OptionInfo;
using engine::inference::options::Options;
using harness::Expected;
using harness::failure;

std::string unknown(const std::string& name) {
  std::vector<std::string_view> names;
  for (const OptionInfo& option : option_table()) names.push_back(option.name);
  const auto near = harness::nearest(name, names);
  return fmt::format("there is no setting {}{}", name,
                     near ? fmt::format("; did you mean {}?", *near)
                          : std::string("; serve inference --settings lists them"));
}

Expected<void> set(Options& options, const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    return failure(
        fmt::format("--set {}: write NAME=VALUE, such as --set schedule=continuous", text));
  }
  const std::string name = text.substr(0, equals);
  const OptionInfo* const option = find_option(name);
  if (option == nullptr) return failure(unknown(name));
  const auto done = option->set(options, std::string_view(text).substr(equals + 1));
  if (!done) return failure(fmt::format("{}: {}", name, done.error().detail));
  return {};
}

}  // namespace

Expected<Options> options_of(const InferenceWords& words) {
  if (words.engine != "v1" && words.engine != "v2") {
    return failure(fmt::format("--engine {}: there are v1 and v2", words.engine));
  }
  Options options = words.engine == "v1" ? Options::v1() : Options::v2();
  options.server.port = words.port;
  for (const std::string& text : words.settings) {
    if (auto done = set(options, text); !done) return tl::unexpected(done.error());
  }
  if (auto sound = check(options); !sound) return failure(sound.error().detail);
  return options;
}

}  // namespace scenarios::serve
