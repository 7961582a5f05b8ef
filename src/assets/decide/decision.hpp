#pragma once

#include <optional>
#include <string_view>

#include "assets/blocked.hpp"
#include "assets/facts/backing.hpp"
#include "assets/facts/mint_metadata.hpp"
#include "assets/item.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/accounts/token_account.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

/// The facts about a wallet that bear on every one of its accounts.
struct Owner {
    solana::Pubkey wallet;
    bool is_multisig = false;  ///< the address is a token multisig, which no single signature moves
};

/// Returns the owner; `account` is what the chain has at the wallet's address, nullopt where it has no account.
Owner owner_of(const solana::Pubkey& wallet, const std::optional<solana::Account>& account);

/// The other facts of the chain that a decision rests on. Borrowed; null where one was not or could not be read.
struct Facts {
    const solana::Mint* mint = nullptr;      ///< needed for a balance that is not wrapped SOL
    const MintMetadata* metadata = nullptr;  ///< needed for one of a mint that may be an NFT
    const solana::Rent* rent = nullptr;      ///< needed for an NFT
    Backing backing = Backing::none;         ///< what stands behind a balance
};

/// The burn of an NFT by Token Metadata, which closes its accounts.
struct MetadataBurn {
    solana::TokenStandard standard = solana::TokenStandard::non_fungible;
    std::optional<solana::Pubkey> verified_collection;
    std::optional<solana::token_metadata::Burn::Master> master;
    base::Lamports refund;          ///< beyond what the token account holds
    bool may_close_marker = false;  ///< of a print: the refund depends on other prints of its master
    base::Lamports rent;            ///< what of the refund can be rent (solana/bounds.hpp)

    bool operator==(const MetadataBurn&) const = default;
};

/// The decision about one token account: its steps, or why it is blocked.
struct Decision {
    ItemType type = ItemType::empty_account;
    std::optional<BlockedCode> blocked;
    std::string_view blocked_message;  ///< where it says more than the code's own words; lives as long as the program
    bool must_revoke = false;          ///< the owner is its own delegate for less than the balance
    bool must_harvest = false;         ///< withheld transfer fees would block the close
    bool may_close = true;             ///< false: burned, but only another address may close it
    std::optional<MetadataBurn> through_metadata;  ///< in place of burn, harvest and close
    std::optional<LeftBehind> left_behind;         ///< by the burn of an NFT without Token Metadata

    bool operator==(const Decision&) const = default;
};

/// Returns a decision that blocks an item of this type.
Decision block(ItemType type, BlockedCode code, std::string_view message = {});
/// Blocks a public balance beside a confidential one, which keeps its account open.
Decision block_beside_confidential(ItemType type);
/// Returns why the token programs would not burn it, or nullopt; `is_frozen` is the caller's to judge.
std::optional<BlockedCode> why_not_burn(bool is_frozen, const solana::Mint* mint);
/// Tells whether the owner is its own delegate for less than the balance, and could not burn that.
bool needs_revoke(const solana::TokenAccount& account);
bool has_confidential(const solana::TokenAccount& account);
/// Decides what the token program alone can do: revoke, burn, harvest, close.
Decision decide_balance(ItemType type, const Owner& owner, const solana::TokenAccount& account,
                        const solana::Mint* mint);

}  // namespace burner::assets
