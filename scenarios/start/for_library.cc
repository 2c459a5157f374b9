#include <fmt/format.h>

#include "scenarios/start/kinds.h"

namespace scenarios::start {
namespace {

constexpr std::string_view main_cc =
    R"cc(// NAME, measured by Prony. Build it:
         //   cmake -B build -DCMAKE_PREFIX_PATH=$HOME/.local && cmake --build build
         // Then: build/NAME run steady --quick
#include <prony/prony.h>

#include <chrono>
#include <cstdint>

         namespace {

         /// Your engine in place of this one, which adds numbers for a while.
         class Engine {
          public:
           explicit Engine(std::uint64_t rounds) : rounds_(rounds) {}

           /// Does the work of one request. Several threads call it at once.
           bool work(std::uint64_t item) const {
             std::uint64_t sum = item;
             for (std::uint64_t i = 0; i < rounds_; ++i) sum = sum * 6364136223846793005U + 1;
             return sum != 0;
           }

          private:
           std::uint64_t rounds_;
         };

         /// Requests ask for items 0 to items - 1, popular ones more often.
         constexpr std::uint64_t items = 10'000;

         }  // namespace

         int main(int argc, char** argv) {
           const Engine engine(20'000);
           const auto work = [&](const prony::Request& request) {
             return engine.work(request.item) ? prony::Outcome::ok : prony::Outcome::failed;
           };
           prony::Subject subject = prony::subject("NAME", items, work);
           subject.description = "What NAME is, in a line.";
           subject.item = "item";  // your word for what a request asks for: "key", "document"
           subject.items = "items";
           // Settings of your own, counters, kinds of requests and targets that don't block:
           // harness/GUIDE.md.
           return prony::main(argc, argv, {subject});
         }
    )cc";

constexpr std::string_view cmake = R"cmake(cmake_minimum_required(VERSION 3.25)
project(NAME LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)  # what is measured should be optimised
endif()
# Installed by: cmake --install build --prefix ~/.local, in Prony's checkout. A project that has
# Prony within it writes add_subdirectory(prony) instead.
find_package(prony REQUIRED COMPONENTS program)
add_executable(NAME main.cc)
target_link_libraries(NAME PRIVATE prony::program)
)cmake";

std::string filled(std::string_view text, std::string_view name) {
  constexpr std::string_view place = "NAME";
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find(place, at), text.size());
    whole += text.substr(at, next - at);
    if (next < text.size()) whole += name;
    at = next + place.size();
  }
  return whole;
}

}  // namespace

StartingPoint for_library(std::string_view name) {
  const std::filesystem::path folder(name.empty() ? "my_engine" : name);
  return {.files = {{folder / "main.cc", filled(main_cc, folder.string())},
                    {folder / "CMakeLists.txt", filled(cmake, folder.string())}},
          .next = fmt::format("cd {0} && cmake -B build -DCMAKE_PREFIX_PATH=$HOME/.local && cmake "
                              "--build build && build/{0} run steady --quick",
                              folder.string())};
}

}  // namespace scenarios::start
