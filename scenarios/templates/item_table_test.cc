#include "scenarios/templates/item_table.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace scenarios::templates::item_table_test {

using namespace std::string_literals;

harness::Expected<ItemTable> read(const std::string& text, ItemFormat format) {
  std::istringstream stream(text);
  return ItemTable::read(stream, format, "items", text.size());
}

std::string error_of(const std::string& text, ItemFormat format) {
  const auto table = read(text, format);
  return table ? "no error" : table.error().message;
}

std::string cell(const ItemTable& table, std::uint64_t item, std::size_t field) {
  std::string scratch;
  return std::string(table.text(item, field, scratch));
}

TEST_CASE("numbers need no file") {
  const ItemTable table = ItemTable::numbers(1000);
  CHECK(table.count() == 1000);
  CHECK(table.fields() == std::vector<std::string>{"item"});
  CHECK(cell(table, 0, 0) == "0");
  CHECK(cell(table, 999, 0) == "999");
}

TEST_CASE("a line is an item, whatever its bytes") {
  const auto table = read("one\r\n\ntwo words\nNUL \0 and \xff\nlast"s, ItemFormat::lines);
  REQUIRE(table);
  CHECK(table->count() == 4);
  CHECK(cell(*table, 0, 0) == "one");
  CHECK(cell(*table, 1, 0) == "two words");
  CHECK(cell(*table, 2, 0) == "NUL \0 and \xff"s);
  CHECK(cell(*table, 3, 0) == "last");
}

TEST_CASE("an item of 10 MB is one, in each format") {
  const std::string large(std::size_t{10} << 20, 'x');
  for (const auto& [format, text] :
       {std::pair{ItemFormat::lines, "a\n" + large + "\nb\n"},
        std::pair{ItemFormat::csv, "q\na\n" + large + "\nb\n"},
        std::pair{ItemFormat::json_lines,
                  "{\"q\":\"a\"}\n{\"q\":\"" + large + "\"}\n{\"q\":\"b\"}\n"}}) {
    const auto table = read(text, format);
    REQUIRE(table);
    CHECK(table->count() == 3);
    CHECK(cell(*table, 1, 0) == large);
    CHECK(cell(*table, 2, 0) == "b");
  }
}

TEST_CASE("the first row of a CSV file names the fields, of which the first is the item") {
  const auto table =
      read("\xEF\xBB\xBFterm,lang\r\n\"a \"\"b\"\",\nc\",de\r\n\r\n x ,\r\n"s, ItemFormat::csv);
  REQUIRE(table);
  CHECK(table->fields() == std::vector<std::string>{"item", "term", "lang"});
  CHECK(table->count() == 2);
  CHECK(cell(*table, 0, 0) == "a \"b\",\nc");
  CHECK(cell(*table, 0, 1) == "a \"b\",\nc");
  CHECK(cell(*table, 0, 2) == "de");
  CHECK(cell(*table, 1, 1) == " x ");
  CHECK(cell(*table, 1, 2).empty());
}

TEST_CASE("a field that is named item is the item") {
  const auto table = read("lang,item\nde,wort\n", ItemFormat::csv);
  REQUIRE(table);
  CHECK(table->fields() == std::vector<std::string>{"lang", "item"});
  CHECK(cell(*table, 0, 1) == "wort");
}

TEST_CASE("the first object of a JSON-lines file names the fields") {
  const auto table = read(
      "{\"q\":\"\\u00e4\\n\",\"n\":12,\"x\":1.50,\"on\":true,\"no\":null,\"deep\":{\"q\":[1]}}\n\n"
      "{\"on\":false,\"n\":-3,\"q\":\"b\",\"x\":18446744073709551616,\"no\":\"\",\"more\":1}",
      ItemFormat::json_lines);
  REQUIRE(table);
  CHECK(table->fields() == std::vector<std::string>{"item", "q", "n", "x", "on", "no"});
  CHECK(table->count() == 2);
  CHECK(cell(*table, 0, 0) == "\u00e4\n");
  CHECK(cell(*table, 0, 2) == "12");
  CHECK(cell(*table, 0, 3) == "1.50");
  CHECK(cell(*table, 0, 4) == "true");
  CHECK(cell(*table, 0, 5).empty());
  CHECK(cell(*table, 1, 0) == "b");
  CHECK(cell(*table, 1, 2) == "-3");
  CHECK(cell(*table, 1, 3) == "18446744073709551616");
  CHECK(cell(*table, 1, 4) == "false");
}

TEST_CASE("an error is a line that says which line is wrong, and how") {
  CHECK(error_of("", ItemFormat::lines) == "items: there is no item in it");
  CHECK(error_of("\n\n", ItemFormat::lines) == "items: there is no item in it");
  CHECK(error_of("a,b\n", ItemFormat::csv) == "items: there is no item in it");
  CHECK(error_of("a,b\n1,2\n1\n", ItemFormat::csv) ==
        "items line 3: 1 cell where the first line has 2");
  CHECK(error_of("a,a\n1,2\n", ItemFormat::csv) == "items line 1: two fields are named 'a'");
  CHECK(error_of("a,\n1,2\n", ItemFormat::csv) == "items line 1: a field has no name");
  CHECK(error_of("a\n1\"2\n", ItemFormat::csv) == "items line 2: a stray quote");
  CHECK(error_of("a\n\"1\n2", ItemFormat::csv) ==
        "items line 3: a quoted cell that is never closed");
  CHECK(error_of("{\"a\":1}\n{\"b\":1}\n", ItemFormat::json_lines) ==
        "items line 2: has no text, number or boolean 'a', as the first line has");
  CHECK(error_of("{\"a\":[]}\n", ItemFormat::json_lines) ==
        "items line 1: there are no fields: no text, number or boolean");
  CHECK(error_of("[1]\n", ItemFormat::json_lines) == "items line 1: is not an object");
  CHECK(error_of("3\n", ItemFormat::json_lines) == "items line 1: is not an object");
  CHECK(error_of("{\"a\":1}\n{\"a\":", ItemFormat::json_lines)
            .starts_with("items line 2: is not JSON: "));
  CHECK(error_of("{\"a\":\"\xff\"}\n", ItemFormat::json_lines)
            .starts_with("items line 1: is not JSON: "));
}

TEST_CASE("a file's name says how it is written") {
  CHECK(format_of("a/b.csv") == ItemFormat::csv);
  CHECK(format_of("b.jsonl") == ItemFormat::json_lines);
  CHECK(format_of("b.ndjson") == ItemFormat::json_lines);
  CHECK(format_of("b.json") == ItemFormat::lines);
  CHECK(format_of("words") == ItemFormat::lines);
}

TEST_CASE("a file that can't be opened is named") {
  const auto folder = std::filesystem::temp_directory_path() / "prony_item_table_test";
  std::filesystem::create_directories(folder);
  const auto error = [](const std::filesystem::path& file) {
    const auto table = ItemTable::open(file);
    return table ? "no error" : table.error().message;
  };
  CHECK(error(folder / "none") == (folder / "none").string() + ": no such file");
  CHECK(error(folder) == folder.string() + ": not a file");
  std::ofstream(folder / "empty").close();
  CHECK(error(folder / "empty") ==
        (folder / "empty").string() + ": is empty, so there is no item in it");
  std::ofstream(folder / "two") << "a\nb\n";
  CHECK(ItemTable::open(folder / "two").value().count() == 2);
  std::filesystem::remove_all(folder);
}

}  // namespace scenarios::templates::item_table_test
