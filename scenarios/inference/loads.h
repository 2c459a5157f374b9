// What the inference service's scenarios have in common.
#pragma once

#include <string>

#include "scenarios/general/loads.h"
#include "scenarios/inference/target/inference_target.h"

namespace scenarios::inference {

using harness::scenario::Setting;
using harness::scenario::Toll;
using Settings = std::vector<Setting>;

/// To start the service and load a small model.
inline constexpr Toll service_toll{.making = std::chrono::milliseconds(400),
                                   .checking = std::chrono::milliseconds(50)};

/// No prompt is asked twice before all of them were, so that no cache knows one.
inline const harness::mix::Popularity each_once{.choice = harness::mix::Choice::sequential,
                                                .classes = {}};

inline ClosedLoad clients_of(std::size_t clients, harness::Duration length) {
  return {.clients = clients, .length = length, .warm_up = length / 6, .think_time = {}};
}

/// "1 client", "20 clients"
inline std::string clients_in_words(std::size_t clients) {
  return std::to_string(clients) + (clients == 1 ? " client" : " clients");
}

/// A target with these settings, unless somebody asks for others.
inline harness::scenario::MakeTarget with_usual(Settings usual) {
  return [usual = std::move(usual)](const harness::scenario::TargetOrder& order) {
    harness::scenario::TargetOrder all = order;
    all.settings.insert(all.settings.begin(), usual.begin(), usual.end());
    return make_inference_target(all);
  };
}

/// A scenario of the service's, whose forms are to be filled in.
inline Scenario scenario_of(std::string name, std::string question) {
  return {.name = std::move(name),
          .question = std::move(question),
          .view = harness::result::sweep_view(),
          .make_target = make_inference_target,
          .popularity = each_once,
          .limits = {{"errors<=0%", "default"}, nothing_shed}};
}

}  // namespace scenarios::inference
