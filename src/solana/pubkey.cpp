#include "solana/pubkey.hpp"

namespace burner::solana {

void append_base58(std::string& out, const Pubkey& key) {
    std::array<char, base58_key_length> text;
    out.append(text.data(), encode_base58(key.bytes, text));
}

std::string to_base58(const Pubkey& key) {
    std::string out;
    append_base58(out, key);
    return out;
}

std::optional<Pubkey> pubkey_from_base58(std::string_view text) {
    const auto bytes = decode_base58<32>(text);
    if (!bytes) return std::nullopt;
    return Pubkey{*bytes};
}

}  // namespace burner::solana
