#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "solana/pubkey.hpp"

namespace burner::solana {

/// Bytes of a Multisig account of both token programs, which never let an extended account have this size.
inline constexpr std::size_t multisig_size = 355;

/// The Token-2022 extensions that this product looks into; others are walked over.
enum class ExtensionType : std::uint16_t {
    transfer_fee_config = 1,
    transfer_fee_amount = 2,
    confidential_transfer_account = 5,
    non_transferable = 9,
    interest_bearing = 10,
    permanent_delegate = 12,
    transfer_hook = 14,
    confidential_transfer_fee_amount = 17,
    metadata_pointer = 18,
    token_metadata = 19,
    confidential_mint_burn = 24,
    scaled_ui_amount = 25,
    pausable = 26,
    permissioned_burn = 28,
};

enum class ExtendedKind : std::uint8_t { mint = 1, account = 2 };

struct Extension {
    ExtensionType type;
    base::ByteView value;
};

/// Walks the extensions behind a Token-2022 mint or account. Borrowed bytes. Values of the types above
/// have the length the program demands (metadata: any); anything else makes the walk malformed.
class ExtensionReader {
  public:
    /// Begins behind the base, whose `base_size` is 82 or 165. Data of exactly that size has no extensions.
    ExtensionReader(base::ByteView data, ExtendedKind kind, std::size_t base_size);

    std::optional<Extension> next();
    /// Returns true after `next` returned nullopt because of bytes the program would not take.
    bool malformed() const { return malformed_; }

  private:
    base::ByteView rest_;
    bool malformed_ = false;
};

/// Reads a key; nullopt where it is all zero.
std::optional<Pubkey> read_nonzero_pubkey(base::ByteView bytes, std::size_t offset);

bool is_all_zero(base::ByteView bytes);

}  // namespace burner::solana
