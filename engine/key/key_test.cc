#include "engine/key/key.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace key_test {

using engine::key::digest;
using engine::key::from_hex;
using engine::key::Hash;
using engine::key::Key;
using engine::key::to_hex;

namespace {

std::string hex(Hash hash, std::string_view bytes) {
  return to_hex(digest(hash, bytes));
}

}  // namespace

TEST_CASE("MD5 gives the digests of RFC 1321's test suite") {
  CHECK(hex(Hash::md5, "") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex(Hash::md5, "a") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(hex(Hash::md5, "abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(hex(Hash::md5, "message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex(Hash::md5, "abcdefghijklmnopqrstuvwxyz") == "c3fcd3d76192e4007dfb496cca67e13b");
  CHECK(hex(Hash::md5, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") ==
        "d174ab98d277d9f5a5611c2c9f419d9f");
  CHECK(hex(Hash::md5,
            "1234567890123456789012345678901234567890"
            "1234567890123456789012345678901234567890") == "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("SHA-256 gives the first half of the digests of NIST's examples") {
  CHECK(hex(Hash::sha256, "") == "e3b0c44298fc1c149afbf4c8996fb924");
  CHECK(hex(Hash::sha256, "abc") == "ba7816bf8f01cfea414140de5dae2223");
  CHECK(hex(Hash::sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039");
}

TEST_CASE("XXH3-128 prints as xxh128sum does") {
  CHECK(hex(Hash::xxh3, "") == "99aa06d3014798d86001c324468d497f");
  CHECK(hex(Hash::xxh3, "a") == "a96faf705af16834e6c632b61e964e1f");
  CHECK(hex(Hash::xxh3, "abc") == "06b05ab6733a618578af5f94892f3950");
  CHECK(hex(Hash::xxh3, "hello world") == "df8d09e93f874900a99b8775cc15b6c7");
  CHECK(hex(Hash::xxh3, "The quick brown fox jumps over the lazy dog") ==
        "ddd650205ca3e7fa24a1cc2e3a8a7651");
  CHECK(hex(Hash::xxh3, std::string(1000, 'a')) == "b01da365eddaa29cb3e7af627147db7c");
}

TEST_CASE("Piece by piece, whatever the pieces, the digest is the same") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += static_cast<char>(i * 31 + i / 256);
  for (const Hash hash : {Hash::md5, Hash::sha256, Hash::xxh3}) {
    engine::key::Digester digester(hash);
    for (const std::size_t piece : {1, 7, 64, 4096}) {
      for (std::size_t at = 0; at < text.size(); at += piece) digester.add(text.substr(at, piece));
      CHECK(digester.finish() == digest(hash, text));
    }
    CHECK(digester.finish() == digest(hash, ""));
  }
}

TEST_CASE("Halves are read big-endian, and hex has 32 digits with leading zeros") {
  const Key key = digest(Hash::md5, "abc");
  CHECK(key.high == 0x900150983cd24fb0);
  CHECK(key.low == 0xd6963f7d28e17f72);
  CHECK(to_hex(Key{0, 0xff}) == "000000000000000000000000000000ff");
  CHECK(to_hex(Key{1, 0}) == "00000000000000010000000000000000");
}

TEST_CASE("Keys order by the high half first and go into unordered containers") {
  CHECK(Key{1, 0} > Key{0, ~0ULL});
  CHECK(Key{1, 1} > Key{1, 0});
  std::unordered_set<Key> keys;
  for (int i = 0; i < 1000; ++i) keys.insert(digest(Hash::xxh3, std::to_string(i)));
  CHECK(keys.size() == 1000);
  CHECK(keys.contains(digest(Hash::xxh3, "999")));
  CHECK_FALSE(keys.contains(digest(Hash::xxh3, "1000")));
}

TEST_CASE("Threads hash independently of each other") {
  const std::string text(10'000, 'x');
  const Key expected = digest(Hash::md5, text);
  std::vector<int> agreed(4, 0);
  std::vector<std::thread> threads;
  for (auto& count : agreed) {
    threads.emplace_back([&count, &text, expected] {
      for (int i = 0; i < 50; ++i) count += digest(Hash::md5, text) == expected ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  for (const int count : agreed) CHECK(count == 50);
}

TEST_CASE("The hashes have names") {
  CHECK(engine::key::to_string(Hash::md5) == "md5");
  CHECK(engine::key::to_string(Hash::xxh3) == "xxh3");
}

TEST_CASE("a key is what its digits say, and nothing else is a key") {
  const Key key{0x0123456789ABCDEFU, 0xFEDCBA9876543210U};
  CHECK(to_hex(key) == "0123456789abcdeffedcba9876543210");
  CHECK(from_hex(to_hex(key)) == key);
  CHECK(from_hex(std::string(32, '0')) == Key{});
  CHECK_FALSE(from_hex(""));
  CHECK_FALSE(from_hex(std::string(31, '0')));
  CHECK_FALSE(from_hex(std::string(33, '0')));
  CHECK_FALSE(from_hex(std::string(31, '0') + "g"));
  CHECK_FALSE(from_hex(std::string(31, '0') + "A"));
}

}  // namespace key_test
