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

/// The part of a mint that deciding about a holding and listing it need, in a quarter of the memory: without the rest
/// of the metadata, which may be 64 KB. The texts are cleaned.
class ListedMint {
  public:
    explicit ListedMint(const solana::Mint& mint);
    /// Takes name, symbol and URI from Token Metadata's record, whose texts have been cleaned.
    void name_by(const solana::TokenMetadata& metadata);

    /// Returns a mint that has only the fields a listing needs.
    solana::Mint mint() const;

  private:
    std::string name_, symbol_, uri_;
    std::uint64_t supply_;
    std::uint8_t decimals_;
    bool is_paused_, has_permissioned_burn_, has_confidential_mint_burn_;
};

/// Returns what WithdrawExcessLamports moves to the wallet: all beyond today's rent. Neither program looks at anything
/// but the owner, so the account may be frozen, its mint paused, its close authority another's. 0 without a rent, for a
/// multisig, and for wrapped SOL, whose lamports are its tokens.
base::Lamports excess_of(const Owner& owner, const Holding& holding, const solana::Rent* rent);

/// Returns what of the account's lamports can be its rent: never the SOL that is wrapped in it, and no more than such
/// an account ever needed (solana/bounds.hpp), since the rest was sent there by somebody.
base::Lamports rent_of(const Holding& holding);

/// Sets the name, symbol and URIs of the mint's metadata, as far as they are known.
void name_it(Item& item, const Facts& facts);
/// Sets what is shown in place of a name and a symbol that are not known. The item has a mint.
void name_unknown(Item& item);

}  // namespace burner::assets
