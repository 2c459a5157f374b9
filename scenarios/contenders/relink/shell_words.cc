#include "scenarios/contenders/relink/shell_words.h"

namespace scenarios {
namespace {

class Splitter {
 public:
  explicit Splitter(std::string_view line) : rest_(line) {}

  std::optional<std::vector<std::string>> run() {
    while (!rest_.empty()) {
      if (!take()) return std::nullopt;
    }
    end_word();
    return std::move(words_);
  }

 private:
  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  void add(char c) {
    word_ += c;
    in_word_ = true;
  }

  void end_word() {
    if (in_word_) words_.push_back(std::move(word_));
    word_.clear();
    in_word_ = false;
  }

  /// One character, or what is quoted by it. False: a shell would do more than we do.
  bool take() {
    const char c = next();
    switch (c) {
      case ' ':
      case '\t':
      case '\n':
        end_word();
        return true;
      case '\'':
        return quoted(false);
      case '"':
        return quoted(true);
      case '\\':
        if (rest_.empty()) return false;
        add(next());
        return true;
      case '&':
        if (!rest_.starts_with('&')) return false;
        next();
        end_word();
        words_.emplace_back("&&");
        return true;
      case '|':
      case ';':
      case '<':
      case '>':
      case '(':
      case ')':
      case '`':
      case '$':
        return false;
      default:
        add(c);
        return true;
    }
  }

  bool quoted(bool twice) {
    in_word_ = true;
    while (!rest_.empty()) {
      char c = next();
      if (c == (twice ? '"' : '\'')) return true;
      if (twice && (c == '$' || c == '`')) return false;
      constexpr std::string_view escaped = "$`\"\\";
      if (twice && c == '\\' && !rest_.empty() && escaped.find(rest_.front()) != escaped.npos) {
        c = next();
      }
      add(c);
    }
    return false;
  }

  std::string_view rest_;
  std::vector<std::string> words_;
  std::string word_;
  bool in_word_ = false;
};

}  // namespace

std::optional<std::vector<std::string>> shell_words(std::string_view line) {
  return Splitter(line).run();
}

}  // namespace scenarios
