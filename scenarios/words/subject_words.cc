#include "scenarios/words/subject_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/words/shell_words.h"

namespace scenarios {
namespace {

using harness::Expected;
using harness::failure;
using harness::scenario::Setting;
using harness::scenario::SettingInfo;
using harness::scenario::Subject;

const SettingInfo* setting_with(const Subject& subject, std::string_view option) {
  const auto found = std::ranges::find(subject.settings, option, &SettingInfo::option);
  return found == subject.settings.end() ? nullptr : &*found;
}

}  // namespace

void SubjectWords::add_to(CLI::App& command, const Catalogue& catalogue,
                          std::vector<std::string> behind) {
  behind_ = std::move(behind);
  for (const Catalogue::Entry& entry : catalogue.entries()) {
    for (const SettingInfo& setting : entry.subject.settings) {
      if (setting.option.empty() || setting.option == rest) continue;
      const auto known = std::ranges::find(words_, setting.option, &Word::option);
      if (known != words_.end()) {
        known->subjects += ", " + entry.subject.name;
        command.get_option(setting.option)->group("Of " + known->subjects);
        continue;
      }
      Word& word = words_.emplace_back(Word{setting.option, entry.subject.name});
      command.add_option(setting.option, word.typed, setting.help + " [" + setting.values + "]")
          ->allow_extra_args(false)
          ->group("Of " + word.subjects);
    }
  }
}

Expected<std::vector<Setting>> SubjectWords::settings_of(const Subject& subject) const {
  std::vector<Setting> settings;
  for (const Word& word : words_) {
    if (word.typed.empty()) continue;
    const SettingInfo* const setting = setting_with(subject, word.option);
    if (setting == nullptr) {
      return failure(fmt::format("{} does not fit: it is of {}, and {} is measured", word.option,
                                 word.subjects, subject.name));
    }
    if (!setting->joined && word.typed.size() > 1) {
      return failure(word.option + " is given twice");
    }
    settings.emplace_back(setting->name, fmt::format("{}", fmt::join(word.typed, "\n")));
  }
  if (behind_.empty()) return settings;
  const SettingInfo* const setting = setting_with(subject, rest);
  if (setting == nullptr) {
    return failure(fmt::format("-- {} does not fit: {} runs no program of yours",
                               join_words(behind_), subject.name));
  }
  settings.emplace_back(setting->name, join_words(behind_));
  return settings;
}

}  // namespace scenarios
