#include "assets/search/slice_facts.hpp"

#include <algorithm>
#include <utility>

#include "assets/search/chain_calls.hpp"
#include "base/concurrently.hpp"

namespace burner::assets {

namespace {

using Mints = std::vector<std::optional<ListedMint>>;

Mints parse_mints(const Accounts& accounts, std::size_t count) {
    Mints mints(count);
    for (std::size_t i = 0; i < std::min(count, accounts.size()); ++i) {
        if (!accounts[i]) continue;
        if (const auto mint = solana::parse_mint(accounts[i]->owner, accounts[i]->data)) mints[i].emplace(*mint);
    }
    return mints;
}

/// A mint that the wallet has a balance of, and an account that holds some.
struct HeldMint {
    solana::Pubkey key;
    solana::Mint mint;
    solana::Pubkey holder;
};

/// Each once, without those that could not be read.
std::vector<HeldMint> held_mints(PackedHoldings holdings, const Mints& mints) {
    std::vector<HeldMint> held;
    std::vector<bool> is_seen(mints.size());
    while (!holdings.empty()) {
        const auto [holding, place] = holdings.take();
        if (holding.account.amount == 0 || !mints[*place] || is_seen[*place]) continue;
        is_seen[*place] = true;
        held.push_back({holding.account.mint, mints[*place]->mint(), holding.address});
    }
    return held;
}

/// But for those that name themselves and can be no NFTs.
std::vector<MetadataRequest> metadata_requests(const std::vector<HeldMint>& held) {
    std::vector<MetadataRequest> requests;
    for (const auto& [key, mint, holder] : held) {
        if (may_be_nft(mint) || !mint.metadata) requests.push_back({key, holder, may_be_nft(mint)});
    }
    return requests;
}

/// NFTs left out.
std::vector<solana::Pubkey> mints_to_price(const std::vector<HeldMint>& held) {
    std::vector<solana::Pubkey> wanted;
    for (const auto& [key, mint, holder] : held) {
        if (!may_be_nft(mint) || mint.supply > 1) wanted.push_back(key);
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
    return facts;
}

Warning no_mints(std::string message) {
    return {"mints", std::move(message)};
}

Warning no_metadata(std::string message) {
    return {"metadata", std::move(message)};
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
    facts.mints = parse_mints(read->value, slice.mints().size());
    const auto held = held_mints(slice, facts.mints);
    std::vector<base::Task<bool>> more;
    more.push_back(read_metadata_of(scan, slice, metadata_requests(held), std::move(masters), facts));
    more.push_back(read_prices(scan, mints_to_price(held), facts));
    co_await base::concurrently(std::move(more));
    co_return facts;
}

}  // namespace burner::assets
