#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace burner::signing {

/// What an instruction can do to an item.
enum class Happening : std::uint8_t {
    close,             ///< CloseAccount of a token program
    harvest,           ///< withheld fees go to the mint, so that the account can be closed
    revoke,            ///< a delegate is dismissed
    withdraw_excess,   ///< what lies beyond today's rent goes to the wallet
    burn_tokens,       ///< BurnChecked of a token program
    burn_nft,          ///< of Token Metadata, which closes the account as well
    burn_core_asset,   ///< of Core
    burn_cnft,         ///< of Bubblegum
    spend_compressed,  ///< of Light, in compressed_walk.hpp
};

/// A set of happenings.
class Happenings {
  public:
    constexpr Happenings() = default;
    constexpr Happenings(std::initializer_list<Happening> all) {
        for (const Happening one : all) add(one);
    }
    constexpr bool has(Happening one) const { return (bits_ >> static_cast<unsigned>(one) & 1U) != 0; }
    constexpr void add(Happening one) { bits_ |= 1U << static_cast<unsigned>(one); }
    constexpr bool has_any_of(Happenings others) const { return (bits_ & others.bits_) != 0; }
    constexpr bool is_empty() const { return bits_ == 0; }

  private:
    std::uint32_t bits_ = 0;
};

/// One row of the table: what may happen to an item of that type in that action, each at most once.
struct Row {
    std::string_view type;
    std::string_view action;
    Happenings may;
    /// One of these must happen: it is what the row is for.
    Happenings must;
};

/// Finds the row of an item; nullptr if its type has no such action. An NFT with a mint lies in a token account, one
/// without is a Core asset.
const Row* find_row(std::string_view type, std::string_view action, bool has_mint);

}  // namespace burner::signing
