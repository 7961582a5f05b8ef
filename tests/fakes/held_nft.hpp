#pragma once

#include "fakes/fake_rpc.hpp"
#include "fakes/nft_bytes.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::fakes {

inline constexpr std::uint64_t nft_account_lamports = 2'039'280;
inline constexpr std::uint64_t metadata_lamports = 15'616'720;
inline constexpr std::uint64_t edition_lamports = 1'030'080;
inline constexpr std::uint64_t record_lamports = 1'447'680;

/// An NFT in a wallet, with its accounts at their addresses; without `edition` a semi-fungible token.
struct HeldNft {
    Pubkey wallet;
    std::uint32_t account = 0;  ///< number of the token account's key
    std::uint32_t mint = 0;     ///< number of the mint's key
    MetadataBytes metadata = {};
    std::optional<base::Bytes> edition = master_edition();
    std::optional<std::uint8_t> state = std::nullopt;  ///< of the token record of a programmable one
    std::uint64_t amount = 1;
    bool is_frozen = false;

    void put(FakeRpc& rpc) const {
        namespace tm = solana::token_metadata;
        const Pubkey address = key(mint);
        const auto put_part = [&](const Pubkey& at, std::uint64_t lamports, base::Bytes data) {
            rpc.put(at, solana::ids::token_metadata, lamports, std::move(data));
        };
        TokenBytes token{.mint = address, .owner = wallet, .amount = amount};
        if (is_frozen || state) token.state = 2;
        rpc.put(key(account), solana::ids::token, nft_account_lamports, token.bytes());
        MintBytes minted{.supply = amount, .decimals = 0, .extensions = {}};
        if (edition) minted.authority = tm::edition_address(address);
        rpc.put(address, solana::ids::token, 1'461'600, minted.bytes());
        MetadataBytes bytes = metadata;
        bytes.mint = address;
        put_part(tm::metadata_address(address), metadata_lamports, bytes.bytes());
        if (edition) put_part(tm::edition_address(address), edition_lamports, *edition);
        if (state) put_part(tm::token_record_address(address, key(account)), record_lamports, token_record(*state));
    }
};

}  // namespace burner::fakes
