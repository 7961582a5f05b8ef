#include "solana/offchain_message.hpp"

#include <algorithm>

namespace burner::solana {

namespace {

constexpr std::string_view signing_domain = "\xffsolana offchain";
constexpr std::size_t application_domain_bytes = 32;
constexpr std::size_t application_domain_at = signing_domain.size() + 1;
constexpr std::size_t format_at = application_domain_at + application_domain_bytes;
constexpr std::size_t max_v0_text = 1232;  // of formats 0 and 1; a longer one no hardware wallet signs

base::Bytes begin(std::uint8_t version) {
    base::Bytes bytes;
    base::append(bytes, base::as_bytes(signing_domain));
    bytes.push_back(version);
    return bytes;
}

void append_signer(base::Bytes& bytes, const Pubkey& signer) {
    bytes.push_back(1);
    base::append(bytes, signer.view());
}

/// Format 0 is printable ASCII and line feeds, format 1 UTF-8.
bool fits_format(std::uint8_t format, std::string_view text) {
    if (format == 1) return true;
    return format == 0 && std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= 0x20 && c <= 0x7e); });
}

/// Makes a message of version 0 with the application domain and the format of `given`, which is longer than them.
base::Bytes offchain_message_v0(base::ByteView given, const Pubkey& signer, std::string_view text) {
    base::Bytes bytes = begin(0);
    base::append(bytes, given.subspan(application_domain_at, application_domain_bytes + 1));
    append_signer(bytes, signer);
    base::append_le(bytes, static_cast<std::uint16_t>(text.size()));
    base::append(bytes, base::as_bytes(text));
    return bytes;
}

}  // namespace

base::Bytes offchain_message(const Pubkey& signer, std::string_view text) {
    base::Bytes bytes = begin(1);
    append_signer(bytes, signer);
    base::append(bytes, base::as_bytes(text));
    return bytes;
}

bool is_offchain_message(base::ByteView bytes, const Pubkey& signer, std::string_view text) {
    if (std::ranges::equal(bytes, offchain_message(signer, text))) return true;
    if (bytes.size() <= format_at || text.size() > max_v0_text || !fits_format(bytes[format_at], text)) return false;
    return std::ranges::equal(bytes, offchain_message_v0(bytes, signer, text));
}

}  // namespace burner::solana
