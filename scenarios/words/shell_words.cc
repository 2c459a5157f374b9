#include "scenarios/words/shell_words.h"

#include <algorithm>

namespace scenarios {
namespace {

constexpr std::string_view plain_marks = "_@%+=:,./-{}";
constexpr std::string_view of_shell = "|&;<>()$`*?[";          // unquoted
constexpr std::string_view of_shell_at_a_words_begin = "#~!";  // unquoted
constexpr std::string_view of_shell_in_quotes = "$`";          // between "..."

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         plain_marks.find(c) != plain_marks.npos;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

void append_quoted(std::string& line, const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) {
    line += word;
    return;
  }
  line += '\'';
  for (const char c : word) {
    if (c == '\'') {
      line += R"('\'')";
    } else {
      line += c;
    }
  }
  line += '\'';
}

/// One pass over a line: its words, and whether a shell would see more in it.
class Splitting {
 public:
  explicit Splitting(std::string_view line) : line_(line) {}

  harness::Expected<std::vector<std::string>> run() {
    while (at_ < line_.size() && fault_ == nullptr) step(line_[at_++]);
    if (fault_ != nullptr) {
      return harness::failure(std::string(fault_) + " in the command: " + std::string(line_));
    }
    end_word();
    return std::move(words_);
  }

  bool means_more() const { return means_more_; }

 private:
  void step(char c) {
    if (is_blank(c)) {
      means_more_ = means_more_ || (c == '\n' && (in_word_ || !words_.empty()));
      end_word();
    } else if (c == '\'') {
      take_single();
    } else if (c == '"') {
      take_double();
    } else if (c == '\\') {
      take_escaped();
    } else {
      const bool begins = !in_word_;
      means_more_ = means_more_ || of_shell.find(c) != of_shell.npos ||
                    (begins && of_shell_at_a_words_begin.find(c) != of_shell.npos) ||
                    (words_.empty() && c == '=');
      take(c);
    }
  }

  void take(char c) {
    in_word_ = true;
    word_ += c;
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  void take_single() {
    const std::size_t end = line_.find('\'', at_);
    if (end == line_.npos) {
      fault_ = "a ' that is not closed";
      return;
    }
    in_word_ = true;
    word_ += line_.substr(at_, end - at_);
    at_ = end + 1;
  }

  void take_double() {
    in_word_ = true;
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == '"') {
        ++at_;
        return;
      }
      const char next = at_ + 1 < line_.size() ? line_[at_ + 1] : '\0';
      if (c == '\\' && next == '\n') {
        ++at_;
      } else if (c == '\\' && (next == '"' || next == '\\' || next == '$' || next == '`')) {
        word_ += next;
        ++at_;
      } else {
        means_more_ = means_more_ || of_shell_in_quotes.find(c) != of_shell_in_quotes.npos;
        word_ += c;
      }
    }
    fault_ = "a \" that is not closed";
  }

  void take_escaped() {
    if (at_ == line_.size()) {
      fault_ = "a backslash with nothing behind it";
    } else if (line_[at_++] != '\n') {
      take(line_[at_ - 1]);
    }
  }

  const std::string_view line_;
  std::size_t at_ = 0;
  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;
  bool means_more_ = false;
  const char* fault_ = nullptr;
};

}  // namespace

std::string join_words(std::span<const std::string> words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty() || &word != &words.front()) line += ' ';
    append_quoted(line, word);
  }
  return line;
}

harness::Expected<std::vector<std::string>> split_words(std::string_view line) {
  return Splitting(line).run();
}

bool needs_shell(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  Splitting splitting(line);
  return splitting.run().has_value() && splitting.means_more();
}

}  // namespace scenarios
