#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assets/item.hpp"

namespace burner::assets {

/// What must not be burned. Only burns lose something: whatever else can be done with an item is not protected against.
struct Protection {
    std::optional<std::string> above_usd;  ///< what is worth more dollars than this, as `usd_from_text` gives them
    std::vector<solana::Pubkey> mints;     ///< and addresses of Core assets and compressed NFTs, which have none
    std::vector<solana::Pubkey> collections;

    bool is_off() const { return !above_usd && mints.empty() && collections.empty(); }
    bool operator==(const Protection&) const = default;
};

/// Mints, and collections, of one protection.
inline constexpr std::size_t max_protected = 100;

/// Dollars in the form of `usd_value` (base/decimal.hpp): at most 12 digits before the point and 6 behind it, no sign
/// and no exponent.
std::optional<std::string> usd_from_text(std::string_view text);

/// What a burn would destroy, as far as it can be protected.
struct Burnable {
    solana::Pubkey mint;                        ///< the item's address where it has none
    std::optional<solana::Pubkey> collection;   ///< verified
    std::optional<std::string> usd_value;       ///< as the item's
    PriceState price_state = PriceState::none;  ///< known without a value: it is beyond all limits
    bool is_collection_proven = true;           ///< as the item's
};

/// Which rule forbids a burn. `unproven`: a collection protects, and whether it is the item's is not known; `unpriced`:
/// a value does, and whether it is reached is not known.
enum class ProtectionRule : std::uint8_t { mint, collection, unproven, value, unpriced };

/// The first that does.
std::optional<ProtectionRule> rule_against(const Protection& protection, const Burnable& burnable);

/// Why a burn is refused: a code, and a sentence for the wallet's owner.
struct Refusal {
    BlockedCode code = BlockedCode::protected_;
    std::string message;
};

/// Why a project's protection forbids a burn; nullopt where it does not. `source_unavailable` where it might.
std::optional<Refusal> why_protected(const Protection& protection, const Burnable& burnable);

/// Blocks an item that could be burned and is protected: its excess can still be withdrawn. One that is blocked already
/// keeps its reason.
void protect(Item& item, const Protection& protection);

}  // namespace burner::assets
