#pragma once

#include "assets/decide/decision.hpp"
#include "assets/item.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/token_account.hpp"

namespace burner::assets {

/// A token account of the wallet, as read from the chain.
struct Holding {
    solana::Pubkey address;
    solana::Pubkey token_program;
    base::Lamports lamports;
    std::uint32_t length = 0;  ///< bytes of data
    solana::TokenAccount account;
};

/// What deciding about a holding and listing it takes of a mint, in a quarter of the memory, and without the metadata's
/// rest, which may be 64 KB. The texts are cleaned.
class ListedMint {
  public:
    explicit ListedMint(const solana::Mint& mint);
    /// What Token Metadata says, whose texts are clean; of its URI, too.
    void name_by(const solana::TokenMetadata& metadata);

    /// With nothing else in it.
    solana::Mint mint() const;

  private:
    std::string name_, symbol_, uri_;
    std::uint64_t supply_;
    std::uint8_t decimals_;
    bool is_paused_, has_permissioned_burn_, has_confidential_mint_burn_;
};

/// What WithdrawExcessLamports moves to the wallet: all beyond today's rent. Neither program looks at anything but the
/// owner, so the account may be frozen, its mint paused, its close another's. 0 without a rent, for a multisig, and for
/// wrapped SOL, whose lamports are its tokens.
base::Lamports excess_of(const Owner& owner, const Holding& holding, const solana::Rent* rent);

/// What of the account's lamports can be its rent: never the SOL that is wrapped in it, and no more than such an
/// account ever needed (solana/bounds.hpp), since the rest was sent there by somebody.
base::Lamports rent_of(const Holding& holding);

/// Name, symbol and addresses of the mint's metadata, as far as they are known.
void name_it(Item& item, const Facts& facts);
/// What is shown in place of a name and a symbol that are not. The item has a mint.
void name_unknown(Item& item);

}  // namespace burner::assets
