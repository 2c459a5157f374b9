#include "engine/key/key.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace engine::key {
namespace {

/// A hash of OpenSSL's, looked up once a thread: the look-up costs more than hashing a small
/// document. Of a longer digest the first 128 bits count.
class OpenSslHash {
 public:
  explicit OpenSslHash(const char* name)
      : algorithm_(EVP_MD_fetch(nullptr, name, nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) throw std::runtime_error("OpenSSL offers no such hash");
  }

  Key digest(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    if (EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) != 1 ||
        EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context_.get(), out.data(), nullptr) != 1) {
      throw std::runtime_error("OpenSSL's hash failed");
    }
    return {big_endian(out.data()), big_endian(out.data() + 8)};
  }

 private:
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

}  // namespace

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
  constexpr char digits[] = "0123456789abcdef";
  std::string hex(32, '0');
  for (std::size_t i = 0; i < 16; ++i) {
    hex[i] = digits[key.high >> (60 - 4 * i) & 15];
    hex[16 + i] = digits[key.low >> (60 - 4 * i) & 15];
  }
  return hex;
}

}  // namespace engine::key
