#include "assets/search/slice_facts.hpp"

#include <algorithm>
#include <utility>

#include "assets/search/chain_calls.hpp"
#include "base/concurrently.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

using Mints = std::vector<std::optional<ListedMint>>;

/// By their places.
struct ParsedMints {
    Mints mints;
    std::vector<std::optional<solana::Pubkey>> authorities;
};

ParsedMints parse_mints(const Accounts& accounts, std::size_t count) {
    ParsedMints parsed{Mints(count), std::vector<std::optional<solana::Pubkey>>(count)};
    for (std::size_t i = 0; i < std::min(count, accounts.size()); ++i) {
        if (!accounts[i]) continue;
        const auto mint = solana::parse_mint(accounts[i]->owner, accounts[i]->data);
        if (!mint) continue;
        parsed.mints[i].emplace(*mint);
        parsed.authorities[i] = mint->mint_authority;
    }
    return parsed;
}

/// A mint that the wallet has a balance of, and an account that holds some.
struct HeldMint {
    solana::Pubkey key;
    solana::Mint mint;
    solana::Pubkey holder;
    std::optional<solana::Pubkey> authority;
    std::optional<solana::Pubkey> edition;  ///< where it would be, of what may be an NFT
    bool is_one_held = false;               ///< in one of the wallet's accounts
};

HeldMint held_mint(const Holding& holding, const solana::Mint& mint, const std::optional<solana::Pubkey>& authority) {
    const auto& key = holding.account.mint;
    HeldMint held{key, mint, holding.address, authority, {}};
    if (may_be_nft(mint)) held.edition = solana::token_metadata::edition_address(key);
    return held;
}

/// Each once, without those that could not be read.
std::vector<HeldMint> held_mints(PackedHoldings holdings, const ParsedMints& all) {
    std::vector<HeldMint> held;
    std::vector<std::optional<std::size_t>> places(all.mints.size());  // in `held`
    while (!holdings.empty()) {
        const auto [holding, place] = holdings.take();
        if (holding.account.amount == 0 || !all.mints[*place]) continue;
        if (!places[*place]) {
            places[*place] = held.size();
            held.push_back(held_mint(holding, all.mints[*place]->mint(), all.authorities[*place]));
        }
        if (holding.account.amount == 1) held[*places[*place]].is_one_held = true;
    }
    return held;
}

/// But for those that name themselves and can be no NFTs.
std::vector<MetadataRequest> metadata_requests(const std::vector<HeldMint>& held) {
    std::vector<MetadataRequest> requests;
    for (const HeldMint& of : held) {
        if (of.edition || !of.mint.metadata) requests.push_back({of.key, of.holder, of.edition});
    }
    return requests;
}

std::vector<BackingRequest> backing_requests(const std::vector<HeldMint>& held) {
    std::vector<BackingRequest> requests;
    for (const HeldMint& of : held) requests.push_back({of.key, of.authority, of.edition, of.is_one_held});
    return requests;
}

std::vector<solana::Pubkey> mints_to_price(const std::vector<HeldMint>& held) {
    std::vector<solana::Pubkey> wanted;
    for (const HeldMint& of : held) {
        if (may_have_price(of.mint)) wanted.push_back(of.key);
    }
    return wanted;
}

/// Of tokens that can be no NFTs only the names are of interest: they go into the mints, which take a third of the
/// memory while they wait for a reader.
void name_tokens(const std::vector<solana::Pubkey>& keys, Mints& mints, MetadataOf& metadata) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!mints[i] || may_be_nft(mints[i]->mint())) continue;
        const auto found = metadata.find(keys[i]);
        if (found == metadata.end()) continue;
        if (found->second.metadata) mints[i]->name_by(*found->second.metadata);
        metadata.erase(found);
    }
}

base::Task<bool> read_metadata_of(std::shared_ptr<ChainScan> scan, const PackedHoldings& slice,
                                  std::vector<MetadataRequest> requests, Masters masters, SliceFacts& facts) {
    if (requests.empty()) co_return true;
    auto metadata = co_await read_metadata(reader_of(scan), std::move(requests), std::move(masters));
    if (metadata) {
        facts.slot = std::min(*facts.slot, metadata->slot);
        facts.metadata = std::move(metadata->value);
        name_tokens(slice.mints(), facts.mints, facts.metadata);
        facts.is_metadata_read = true;
    } else {
        facts.warnings.push_back(no_metadata(metadata.error().message));
    }
    co_return true;
}

base::Task<bool> read_backings_of(std::shared_ptr<ChainScan> scan, std::vector<BackingRequest> requests,
                                  SliceFacts& facts) {
    auto read = co_await read_backings(head_reader_of(scan), scan->positions, std::move(requests));
    facts.slot = std::min(*facts.slot, read.slot.value_or(*facts.slot));
    if (read.failure) facts.warnings.push_back(no_backings(*std::move(read.failure)));
    facts.backings = std::move(read.backings);
    co_return true;
}

base::Task<bool> read_prices(std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> mints, SliceFacts& facts) {
    if (!mints.empty()) facts.prices = co_await scan->prices.get_prices(std::move(mints));
    co_return true;
}

}  // namespace

std::optional<solana::Mint> SliceFacts::mint_at(std::optional<std::size_t> place) const {
    return place && mints[*place] ? std::optional{mints[*place]->mint()} : std::nullopt;
}

Facts SliceFacts::of(const Holding& holding, const std::optional<solana::Mint>& mint,
                     const std::optional<solana::Rent>& rent) const {
    Facts facts;
    if (mint) facts.mint = &*mint;
    if (is_metadata_read) facts.metadata = &metadata_of(metadata, holding.account.mint);
    if (rent) facts.rent = &*rent;
    facts.backing = backing_of(backings, holding.account.mint);
    return facts;
}

Warning no_mints(std::string message) {
    return {"mints", std::move(message)};
}

Warning no_metadata(std::string message) {
    return {"metadata", std::move(message)};
}

Warning no_backings(std::string message) {
    return {"positions", std::move(message)};
}

base::Task<SliceFacts> read_facts(std::shared_ptr<ChainScan> scan, const PackedHoldings& slice, Masters masters) {
    SliceFacts facts;
    const auto read = co_await read_accounts(scan, scan->reads.mints, slice.mints());
    if (!read) {
        facts.mints.resize(slice.mints().size());
        facts.warnings.push_back(no_mints(read.error().message));
        co_return facts;
    }
    facts.slot = read->slot;
    auto parsed = parse_mints(read->value, slice.mints().size());
    const auto held = held_mints(slice, parsed);
    facts.mints = std::move(parsed.mints);
    std::vector<base::Task<bool>> more;
    more.push_back(read_metadata_of(scan, slice, metadata_requests(held), std::move(masters), facts));
    more.push_back(read_backings_of(scan, backing_requests(held), facts));
    more.push_back(read_prices(scan, mints_to_price(held), facts));
    co_await base::concurrently(std::move(more));
    co_return facts;
}

}  // namespace burner::assets
