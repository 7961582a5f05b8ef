#include "solana/accounts/token_extensions.hpp"

#include <algorithm>

namespace burner::solana {

namespace {

/// Mints are padded to the size of an account, so that the kind stands at one offset for both.
constexpr std::size_t kind_offset = 165;
constexpr std::size_t entry_header = 4;

std::optional<std::size_t> length_of(ExtensionType type) {
    switch (type) {
        case ExtensionType::transfer_fee_config: return 108;
        case ExtensionType::transfer_fee_amount: return 8;
        case ExtensionType::confidential_transfer_account: return 295;
        case ExtensionType::non_transferable: return 0;
        case ExtensionType::interest_bearing: return 52;
        case ExtensionType::permanent_delegate:
        case ExtensionType::permissioned_burn: return 32;
        case ExtensionType::transfer_hook:
        case ExtensionType::metadata_pointer:
        case ExtensionType::confidential_transfer_fee_amount: return 64;
        case ExtensionType::token_metadata: return std::nullopt;
        case ExtensionType::confidential_mint_burn: return 196;
        case ExtensionType::scaled_ui_amount: return 56;
        case ExtensionType::pausable: return 33;
    }
    return std::nullopt;
}

bool has_header(base::ByteView data, ExtendedKind kind, std::size_t base_size) {
    return data.size() > kind_offset && data.size() != multisig_size &&
           data[kind_offset] == static_cast<std::uint8_t>(kind) &&
           is_all_zero(data.subspan(base_size, kind_offset - base_size));
}

}  // namespace

ExtensionReader::ExtensionReader(base::ByteView data, ExtendedKind kind, std::size_t base_size) {
    if (data.size() == base_size) return;
    malformed_ = !has_header(data, kind, base_size);
    if (!malformed_) rest_ = data.subspan(kind_offset + 1);
}

std::optional<Extension> ExtensionReader::next() {
    // One last byte may stand alone: the program meets it while it grows an account.
    if (malformed_ || rest_.size() < 2) return std::nullopt;
    const auto number = base::read_le<std::uint16_t>(rest_, 0);
    if (number == 0) return std::nullopt;
    malformed_ = true;
    if (rest_.size() < entry_header) return std::nullopt;
    const auto length = base::read_le<std::uint16_t>(rest_, 2);
    if (rest_.size() - entry_header < length) return std::nullopt;
    const Extension extension{static_cast<ExtensionType>(number), rest_.subspan(entry_header, length)};
    if (length_of(extension.type).value_or(length) != length) return std::nullopt;
    malformed_ = false;
    rest_ = rest_.subspan(entry_header + length);
    return extension;
}

std::optional<Pubkey> read_nonzero_pubkey(base::ByteView bytes, std::size_t offset) {
    if (is_all_zero(bytes.subspan(offset, sizeof(Pubkey)))) return std::nullopt;
    return read_pubkey(bytes, offset);
}

bool is_all_zero(base::ByteView bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace burner::solana
