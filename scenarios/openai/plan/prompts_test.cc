#include "scenarios/openai/plan/prompts.h"

#include <doctest/doctest.h>

#include <fstream>
#include <set>

#include "harness/result/sample/temporary_folder.h"

namespace prompts_test {

using scenarios::openai::Conversation;
using scenarios::openai::LengthLaw;
using scenarios::openai::make_prompts;
using scenarios::openai::open_prompts;
using scenarios::openai::PromptLaw;
using scenarios::openai::Prompts;

namespace {

PromptLaw law_of(const char* prompt, const char* answer = "16", const char* prefix = "0") {
  return {.prompt = *LengthLaw::parse(prompt),
          .answer = *LengthLaw::parse(answer),
          .prefix = *LengthLaw::parse(prefix, 0)};
}

std::string text_of(const Prompts& prompts, std::uint64_t item) {
  Conversation conversation;
  prompts.write(item, conversation);
  std::string text;
  conversation.append_text(text);
  return text;
}

struct Written {
  harness::result::sample::TemporaryFolder folder;
  std::filesystem::path file;

  Written(const char* name, const std::string& text) : file(folder.path() / name) {
    std::ofstream(file) << text;
  }
};

}  // namespace

TEST_CASE("prompts that are made up are as long as they should be, and differ") {
  const auto prompts = make_prompts(law_of("50", "16", "10"));
  std::set<std::string> all;
  for (std::uint64_t item = 0; item < 1000; ++item) {
    const std::string text = text_of(*prompts, item);
    CHECK(text.size() == 4 * 60);
    CHECK(text.find("  ") == text.npos);
    CHECK(text.substr(0, 40) == text_of(*prompts, 0).substr(0, 40));
    all.insert(text);
  }
  CHECK(all.size() == 1000);
}

TEST_CASE("a seed's prompts are always the same, another seed's are others") {
  PromptLaw law = law_of("20-40", "8-64");
  const auto once = make_prompts(law), again = make_prompts(law);
  law.seed = 2;
  const auto other = make_prompts(law);
  for (std::uint64_t item = 0; item < 100; ++item) {
    CHECK(text_of(*once, item) == text_of(*again, item));
    CHECK(text_of(*once, item) != text_of(*other, item));
  }
}

TEST_CASE("a turn of a session begins with all that was said in it before") {
  PromptLaw law = law_of("10-30", "5-9");
  law.turns = 3;
  law.sessions = 4;
  const auto prompts = make_prompts(law);
  for (std::uint64_t item = 0; item < 24; ++item) {
    const std::uint64_t turn = item % 12 / 4;
    Conversation conversation;
    prompts->write(item, conversation);
    CHECK(conversation.turns.size() == 2 * turn + 1);
    if (turn == 0) continue;
    CHECK(text_of(*prompts, item).starts_with(text_of(*prompts, item - 4)));
    CHECK(!text_of(*prompts, item).starts_with(text_of(*prompts, item - 3)));
  }
}

TEST_CASE("a conversation is one text, or a message for each of its turns") {
  const Conversation conversation{
      .system = "be brief", .turns = {"a\"b", "c", "d\n"}, .answer_tokens = 1};
  std::string text;
  conversation.append_json(false, text);
  CHECK(text == R"("prompt":"be briefa\"bcd\n")");
  text.clear();
  conversation.append_json(true, text);
  CHECK(text == R"("messages":[{"role":"system","content":"be brief"},)"
                R"({"role":"user","content":"a\"b"},{"role":"assistant","content":"c"},)"
                R"({"role":"user","content":"d\n"}])");
}

TEST_CASE("a file's lines are prompts") {
  const Written file("prompts.txt", "Why?\nWhat for?\n");
  const auto prompts = open_prompts(file.file, law_of("100", "7"));
  REQUIRE(prompts);
  CHECK((*prompts)->count() == 2);
  CHECK(text_of(**prompts, 1) == "What for?");
  Conversation conversation;
  (*prompts)->write(0, conversation);
  CHECK(conversation.answer_tokens == 7);
}

TEST_CASE("a trace's lengths are taken, by the names that others give them") {
  for (const char* header :
       {"TIMESTAMP,ContextTokens,GeneratedTokens", "Timestamp,Request tokens,Response tokens",
        "t_s,prompt_tokens,max_tokens"}) {
    CAPTURE(header);
    const Written file("trace.csv", std::string(header) + "\n0.5,12,34\n1.5,0,5\n");
    const auto prompts = open_prompts(file.file, law_of("100"));
    REQUIRE(prompts);
    Conversation conversation;
    (*prompts)->write(0, conversation);
    CHECK(conversation.turns.at(0).size() == 48);
    CHECK(conversation.answer_tokens == 34);
    CHECK(text_of(**prompts, 1).size() == 4);
  }
}

TEST_CASE("members of JSON lines are prompts, and their answers' lengths") {
  const Written file("prompts.jsonl", R"({"id": 5, "prompt": "Why?", "output_len": 3})"
                                      "\n");
  const auto prompts = open_prompts(file.file, law_of("100"));
  REQUIRE(prompts);
  CHECK(text_of(**prompts, 0) == "Why?");
}

TEST_CASE("a file that says nothing of prompts is refused, as is a length that is none") {
  const Written none("a.csv", "name,age\nx,5\n");
  CHECK(open_prompts(none.file, law_of("1")).error().message.find("no column is a prompt") !=
        std::string::npos);
  const Written wrong("a.csv", "prompt_tokens\n12\nmany\n");
  CHECK(open_prompts(wrong.file, law_of("1"))
            .error()
            .message.find("row 2: the column prompt_tokens is 'many', no number of tokens") !=
        std::string::npos);
  const Written bytes("a.txt", "fine\n\xFF\n");
  CHECK_FALSE(open_prompts(bytes.file, law_of("1")));
  CHECK_FALSE(open_prompts("/nonexistent/x.csv", law_of("1")));
}

}  // namespace prompts_test
