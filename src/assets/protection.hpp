#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assets/item.hpp"

namespace burner::assets {

/// The rules by which a project forbids burns. Only burns lose something: whatever else can be done with an item is not
/// protected against.
struct Protection {
    std::optional<std::string> above_usd;  ///< what is worth more dollars than this, as `usd_from_text` gives them
    std::vector<solana::Pubkey> mints;     ///< and addresses of Core assets and compressed NFTs, which have no mint
    std::vector<solana::Pubkey> collections;

    bool is_off() const { return !above_usd && mints.empty() && collections.empty(); }
    bool operator==(const Protection&) const = default;
};

/// The most mints, and the most collections, of one protection.
inline constexpr std::size_t max_protected = 100;

/// Returns dollars in the form of `usd_value` (base/decimal.hpp); nullopt unless there are, needless zeros aside, at
/// most 12 digits before the point and 6 behind it, no sign and no exponent.
std::optional<std::string> usd_from_text(std::string_view text);

/// What a burn would destroy, as far as it can be protected.
struct Burnable {
    solana::Pubkey mint;                        ///< the item's address where it has none
    std::optional<solana::Pubkey> collection;   ///< verified
    std::optional<std::string> usd_value;       ///< as the item's
    PriceState price_state = PriceState::none;  ///< known without a value: it is beyond all limits
    bool is_collection_proven = true;           ///< as the item's
};

/// The kind of rule that forbids a burn. `unproven`: a collection is protected, and it is not known whether it is the
/// item's; `unpriced`: a value is, and it is not known whether it is reached.
enum class ProtectionRule : std::uint8_t { mint, collection, unproven, value, unpriced };

/// Returns the first rule that forbids the burn, or nullopt.
std::optional<ProtectionRule> rule_against(const Protection& protection, const Burnable& burnable);

/// Returns why a project's protection forbids a burn, or nullopt; `source_unavailable` where it might.
std::optional<Refusal> why_protected(const Protection& protection, const Burnable& burnable);

/// Blocks an item that could be burned and is protected: its excess can still be withdrawn. One that is blocked already
/// keeps its reason.
void protect(Item& item, const Protection& protection);

}  // namespace burner::assets
