#include "solana/vectors.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace burner::solana {

namespace {

std::filesystem::path root() {
    const char* set = std::getenv("BURNER_VECTORS");
    return set != nullptr ? set : "../shared/vectors";
}

int digit(char c) {
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

}  // namespace

base::Bytes from_hex(std::string_view hex) {
    base::Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1])));
    return bytes;
}

std::string to_hex(base::ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const std::uint8_t byte : bytes) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

Pubkey key_of(std::uint8_t fill) {
    Pubkey key;
    key.bytes.fill(fill);
    return key;
}

Pubkey key_of(std::string_view base58) {
    return pubkey_from_base58(base58).value();
}

void VectorTest::SetUp() {
    if (!std::filesystem::is_directory(root()))
        GTEST_SKIP() << "no vectors at " << root() << ": set BURNER_VECTORS to the folder that holds them";
}

simdjson::dom::element VectorTest::json(const std::string& path) {
    parsers_.push_back(std::make_unique<simdjson::dom::parser>());
    return parsers_.back()->load((root() / path).string());
}

base::Bytes VectorTest::bytes(const std::string& path) const {
    std::ifstream file(root() / path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string_view text(simdjson::dom::element element) {
    return element.get_string().value();
}

std::string_view text(simdjson::simdjson_result<simdjson::dom::element> element) {
    return text(element.value());
}

}  // namespace burner::solana
