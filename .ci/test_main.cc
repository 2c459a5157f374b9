// The main() of every test program. A test that can't check anything where it runs says so with
// MESSAGE("SKIPPED: why"); how many did is the last thing that the program prints.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <atomic>
#include <cstdio>
#include <cstring>

namespace {

class Skips final : public doctest::IReporter {
 public:
  explicit Skips(const doctest::ContextOptions& /*options*/) {}

  void log_message(const doctest::MessageData& message) override {
    constexpr const char* mark = "SKIPPED:";
    if (std::strncmp(message.m_string.c_str(), mark, std::strlen(mark)) == 0) ++skipped_;
  }
  void test_run_end(const doctest::TestRunStats& /*stats*/) override {
    if (skipped_ > 0)
      std::printf("[doctest] %d more skipped, as they say above\n", skipped_.load());
  }

  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}

 private:
  std::atomic<int> skipped_{0};
};

}  // namespace

REGISTER_LISTENER("skips", 1, Skips);
