#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assets/facts/read_accounts.hpp"
#include "solana/accounts/edition.hpp"
#include "solana/accounts/token_metadata.hpp"
#include "solana/accounts/token_record.hpp"

namespace burner::assets {

/// The master of a print, and where it lies.
struct Master {
    solana::Pubkey mint;
    std::optional<solana::Pubkey> token_account;  ///< one that holds it; not looked up for a list when it is foreign
    bool is_own = true;                           ///< the wallet holds it

    bool operator==(const Master&) const = default;
};

/// Masters by their edition, which is all that a print knows of its master.
using Masters = std::unordered_map<solana::Pubkey, Master>;

/// What Token Metadata keeps of one mint. A part that is missing, belongs to another program or cannot be read is not
/// set. Texts are cleaned.
struct MintMetadata {
    std::optional<solana::TokenMetadata> metadata;
    std::size_t metadata_length = 0;  ///< bytes; 0 where there is no account
    base::Lamports metadata_lamports;

    std::optional<solana::Edition> edition;
    base::Lamports edition_lamports;
    std::size_t edition_length = 0;

    solana::Pubkey holder;  ///< the token account that the record is of
    std::optional<solana::TokenRecord> record;
    base::Lamports record_lamports;
    std::size_t record_length = 0;

    std::string collection_name;                   ///< of a verified collection; empty when not known
    std::optional<std::uint64_t> collection_size;  ///< where the verified collection counts its members

    std::optional<Master> master;    ///< of a print, where it is known
    base::Lamports marker_lamports;  ///< of its edition marker, when the burn closes that too
};

/// What Token Metadata keeps of each mint; mints with neither metadata nor an edition are left out.
using MetadataOf = std::unordered_map<solana::Pubkey, MintMetadata>;
/// Returns the metadata of a mint that was asked about; empty where it has none.
const MintMetadata& metadata_of(const MetadataOf& all, const solana::Pubkey& mint);

/// A mint whose metadata is of interest.
struct MetadataRequest {
    solana::Pubkey mint;
    solana::Pubkey holder;                   ///< a token account of the wallet with a balance of it
    std::optional<solana::Pubkey> edition;   ///< where it would be; nullopt: a fungible token, only its name is wanted
    std::optional<solana::Pubkey> metadata;  ///< where it would be, if that has been derived already: it takes 30 µs
};

/// Tells whether a mint can be that of an NFT or a semi-fungible token: only one without decimals can.
bool may_be_nft(const solana::Mint& mint);

/// Reads in two rounds: metadata and editions, then what those name. The slot is the oldest read. Prints whose master
/// is not among `masters` get none.
base::Task<base::Result<solana::AtSlot<MetadataOf>>> read_metadata(ReadAccounts read,
                                                                   std::vector<MetadataRequest> requests,
                                                                   Masters masters);

}  // namespace burner::assets
