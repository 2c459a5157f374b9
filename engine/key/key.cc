#include "engine/key/key.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <memory>
#include <new>
#include <stdexcept>
#include <variant>

namespace engine::key {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

/// A hash of OpenSSL's, looked up once a thread: the look-up costs more than hashing a small
/// document. Of a longer digest the first 128 bits count.
class OpenSslHash {
 public:
  explicit OpenSslHash(const char* name)
      : algorithm_(EVP_MD_fetch(nullptr, name, nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) throw std::runtime_error("OpenSSL offers no such hash");
  }

  void begin() { check(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr)); }
  void add(std::string_view piece) {
    check(EVP_DigestUpdate(context_.get(), piece.data(), piece.size()));
  }
  Key end() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    check(EVP_DigestFinal_ex(context_.get(), out.data(), nullptr));
    return {big_endian(out.data()), big_endian(out.data() + 8)};
  }
  Key digest(std::string_view bytes) {
    begin();
    add(bytes);
    return end();
  }

 private:
  static void check(int success) {
    if (success != 1) throw std::runtime_error("OpenSSL's hash failed");
  }
  static std::uint64_t big_endian(const unsigned char* bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | bytes[i];
    return value;
  }

  struct Free {
    void operator()(EVP_MD* p) const { EVP_MD_free(p); }
    void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

/// XXH3's, likewise.
class Xxh3Hash {
 public:
  Xxh3Hash() : state_(XXH3_createState()) {
    if (!state_) throw std::bad_alloc();
  }
  void begin() { XXH3_128bits_reset(state_.get()); }
  void add(std::string_view piece) {
    XXH3_128bits_update(state_.get(), piece.data(), piece.size());
  }
  Key end() {
    const XXH128_hash_t value = XXH3_128bits_digest(state_.get());
    return {value.high64, value.low64};
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* p) const { XXH3_freeState(p); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

}  // namespace

/// The hash in question, begun.
struct Digester::State {
  std::variant<OpenSslHash, Xxh3Hash> hash;

  static std::variant<OpenSslHash, Xxh3Hash> make(Hash which) {
    if (which == Hash::md5) return OpenSslHash("MD5");
    if (which == Hash::sha256) return OpenSslHash("SHA256");
    return Xxh3Hash();
  }
};

Digester::Digester(Hash hash) : state_(new State{State::make(hash)}) {
  std::visit([](auto& one) { one.begin(); }, state_->hash);
}
Digester::~Digester() = default;
Digester::Digester(Digester&&) noexcept = default;
Digester& Digester::operator=(Digester&&) noexcept = default;

void Digester::add(std::string_view piece) {
  std::visit([piece](auto& one) { one.add(piece); }, state_->hash);
}

Key Digester::finish() {
  return std::visit(
      [](auto& one) {
        const Key key = one.end();
        one.begin();
        return key;
      },
      state_->hash);
}

std::string_view to_string(Hash hash) {
  return hash == Hash::md5 ? "md5" : hash == Hash::sha256 ? "sha256" : "xxh3";
}

Key digest(Hash hash, std::string_view bytes) {
  if (hash == Hash::md5) {
    thread_local OpenSslHash md5("MD5");
    return md5.digest(bytes);
  }
  if (hash == Hash::sha256) {
    thread_local OpenSslHash sha256("SHA256");
    return sha256.digest(bytes);
  }
  const XXH128_hash_t value = XXH3_128bits(bytes.data(), bytes.size());
  return {value.high64, value.low64};
}

std::string to_hex(const Key& key) {
  std::string hex;
  append_hex(key, hex);
  return hex;
}

void append_hex(const Key& key, std::string& text) {
  const std::size_t at = text.size();
  text.resize(at + 32);
  for (std::size_t i = 0; i < 16; ++i) {
    text[at + i] = hex_digits[key.high >> (60 - 4 * i) & 15];
    text[at + 16 + i] = hex_digits[key.low >> (60 - 4 * i) & 15];
  }
}

std::optional<Key> from_hex(std::string_view text) {
  if (text.size() != 32) return std::nullopt;
  Key key;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t digit = hex_digits.find(text[i]);
    if (digit == hex_digits.npos) return std::nullopt;
    std::uint64_t& half = i < 16 ? key.high : key.low;
    half = half << 4 | digit;
  }
  return key;
}

}  // namespace engine::key
