#include "solana/signature.hpp"

#include "solana/base58.hpp"

namespace burner::solana {

std::string to_base58(const Signature& signature) {
    std::array<char, base58_signature_length> text;
    return {text.data(), encode_base58(signature.bytes, text)};
}

std::optional<Signature> signature_from_base58(std::string_view text) {
    const auto bytes = decode_base58<64>(text);
    if (!bytes) return std::nullopt;
    return Signature{*bytes};
}

}  // namespace burner::solana
