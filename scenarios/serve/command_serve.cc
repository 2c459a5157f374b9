#include "scenarios/serve/command_serve.h"

#include <fmt/format.h>

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>

#include "engine/inference/service.h"
#include "scenarios/http/client/open_files.h"
#include "scenarios/serve/inference_words.h"
#include "scenarios/terminal/exit_code.h"
#include "scenarios/terminal/interrupts.h"

namespace scenarios::serve {
namespace {

using engine::inference::Service;
using engine::inference::models::Models;
using engine::inference::options::Options;

constexpr auto grace = std::chrono::seconds(5);
constexpr auto between_looks = std::chrono::milliseconds(50);
constexpr std::size_t files_beside = 16;  // model and log
constexpr std::string_view ending = "\nending what is under way (again: end at once)\n";

struct ServeWords {
  std::string what;
  InferenceWords inference;
  bool settings = false;
};

int list_settings() {
  const Options v1 = Options::v1(), v2 = Options::v2();
  fmt::print("settings of inference (--set NAME=VALUE), with what they are in v1 and v2:\n\n");
  for (const auto& option : engine::inference::options::option_table()) {
    fmt::print("  {} = {} ({}; {})\n      {}\n", option.name, option.values, option.get(v1),
               option.get(v2), option.help);
  }
  return done;
}

/// Says on stderr how far the loading of the server's model is, until it is over.
class LoadingWatch {
 public:
  /// False: there will be nothing more to say.
  bool look(const Models::Look& model) {
    const int tenths = static_cast<int>(model.progress * 10);
    switch (model.state) {
      case Models::State::loading:
        if (tenths > told_) say(fmt::format("loading {}: {} %", model.name, 10 * (told_ = tenths)));
        return true;
      case Models::State::loaded:
        say(fmt::format("{} is loaded, {:.1f} MB", model.name,
                        static_cast<double>(model.bytes) * 1e-6));
        return false;
      case Models::State::failed:
        say(fmt::format("{} can't be loaded: {}", model.name, model.error));
        return false;
      case Models::State::absent:
        break;
    }
    return false;
  }

 private:
  static void say(const std::string& line) { fmt::print(stderr, "{}\n", line); }

  int told_ = -1;
};

/// Returns when it is asked to stop, or can't serve its model.
int wait(const Service& service, const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  LoadingWatch watch;
  while (!stop.stop_requested() && watch.look(service.models().front())) {
    never.wait_for(lock, stop, between_looks, [] { return false; });
  }
  if (service.models().front().state == Models::State::failed) return could_not_run;
  never.wait(lock, stop, [] { return false; });
  return done;
}

int serve(const ServeWords& words) {
  if (words.what != "inference") {
    return complain(fmt::format("serve {}: there is inference", words.what));
  }
  if (words.settings) return list_settings();
  const auto options = options_of(words.inference);
  if (!options) return complain(options.error().message);
  if (http::room_for_sockets() < options->server.connections + files_beside) {
    return complain(
        fmt::format("http.connections={} are more files than this process may have open; raise the "
                    "limit with: ulimit -n {}",
                    options->server.connections, options->server.connections + 1'000));
  }
  const Interrupts interrupts(ending);
  auto service = Service::start(*options);
  if (!service) return complain(service.error().detail);
  fmt::print("inference answers at {}\n", (*service)->url());
  std::fflush(stdout);
  const int exit = wait(**service, interrupts.token());
  (*service)->stop(grace);
  return exit;
}

}  // namespace

void add_serve(const Adding& to) {
  CLI::App* const command = to.program.add_subcommand(
      "serve", "Start the inference service, which answers as OpenAI's completions do.");
  auto words = std::make_shared<ServeWords>();
  command->add_option("WHAT", words->what, "inference")->required();
  command->add_option("--port", words->inference.port,
                      "Where it listens; 0: one that is free [8080]");
  command->add_option("--engine", words->inference.engine,
                      "v1: nothing is optimised; v2: all is [v2]");
  command
      ->add_option("--set", words->inference.settings,
                   "A setting, NAME=VALUE; may be given more than once.")
      ->allow_extra_args(false);
  command->add_flag("--settings", words->settings, "List the settings, and exit.");
  command->callback([&work = to.work, words] { work = [words] { return serve(*words); }; });
}

}  // namespace scenarios::serve
