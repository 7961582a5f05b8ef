#include "assets/search/slice_facts.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "assets/search/chain_calls.hpp"
#include "base/concurrently.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

using Mints = std::vector<std::optional<ListedMint>>;

/// Mints and their authorities, by their places.
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
    std::size_t place;  ///< in the slice
    solana::Pubkey holder;
    bool is_one_held = false;                 ///< in one of the wallet's accounts
    std::optional<solana::Pubkey> metadata;   ///< where it would be; derived for those for which it is read ahead
    std::optional<solana::Pubkey> edition;    ///< where it would be, of what may be an NFT
    std::optional<solana::Mint> mint;         ///< once it has been read
    std::optional<solana::Pubkey> authority;  ///< over the mint, which is then known, too
};

/// Returns the mints with a balance, each once.
std::vector<HeldMint> held_mints(PackedHoldings holdings) {
    std::vector<HeldMint> held;
    std::vector<std::optional<std::size_t>> places(holdings.mints().size());  // in `held`
    while (!holdings.empty()) {
        const auto [holding, place] = holdings.take();
        if (holding.account.amount == 0) continue;
        if (!places[*place]) {
            places[*place] = held.size();
            held.push_back({.key = holding.account.mint, .place = *place, .holder = holding.address});
        }
        if (holding.account.amount == 1) held[*places[*place]].is_one_held = true;
    }
    return held;
}

bool has_foreseen_metadata(const HeldMint& of, const solana::Pubkey& program) {
    return of.is_one_held || program == solana::ids::token;
}

/// Returns what is read at the same time as the mints: metadata, which most have, and the edition of a single token,
/// which is mostly an NFT. Mints of Token-2022 mostly name themselves. What else a mint calls for is read after it.
std::vector<solana::Pubkey> foresee(const std::vector<HeldMint>& held, const solana::Pubkey& program) {
    std::vector<solana::Pubkey> keys;
    for (const HeldMint& of : held) {
        if (!has_foreseen_metadata(of, program)) continue;
        keys.push_back(solana::token_metadata::metadata_address(of.key));
        if (of.is_one_held) keys.push_back(solana::token_metadata::edition_address(of.key));
    }
    return keys;
}

/// Sets the addresses that `foresee` derived: deriving one takes 30 µs, so nobody does it twice.
void set_foreseen(std::vector<HeldMint>& held, const solana::Pubkey& program,
                  std::span<const solana::Pubkey> foreseen) {
    auto next = foreseen.begin();
    for (HeldMint& of : held) {
        if (!has_foreseen_metadata(of, program)) continue;
        of.metadata = *next++;
        if (of.is_one_held) of.edition = *next++;
    }
}

/// Adds what was read of the mints; drops those that could not be read.
void know_mints(std::vector<HeldMint>& held, const ParsedMints& all) {
    std::erase_if(held, [&](const HeldMint& of) { return !all.mints[of.place]; });
    for (HeldMint& of : held) {
        of.mint = all.mints[of.place]->mint();
        of.authority = all.authorities[of.place];
        if (!may_be_nft(*of.mint)) {
            of.edition.reset();
        } else if (!of.edition) {
            of.edition = solana::token_metadata::edition_address(of.key);
        }
    }
}

/// The requests for metadata in two parts: what was foreseen waits for no other request.
struct MetadataRequests {
    std::vector<MetadataRequest> foreseen, others;
};

/// Requests metadata for mints that may be NFTs or have no name of their own.
MetadataRequests metadata_requests(const std::vector<HeldMint>& held) {
    MetadataRequests requests;
    for (const HeldMint& of : held) {
        if (!of.edition && of.mint->metadata) continue;
        const bool is_foreseen = of.metadata && (!of.edition || of.is_one_held);
        (is_foreseen ? requests.foreseen : requests.others).push_back({of.key, of.holder, of.edition, of.metadata});
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
        if (may_have_price(*of.mint)) wanted.push_back(of.key);
    }
    return wanted;
}

/// Moves the names of tokens that can be no NFTs into the mints: the rest of their metadata is of no interest, and
/// mints take a third of the memory while they wait for a reader.
void name_tokens(const std::vector<solana::Pubkey>& keys, Mints& mints, MetadataOf& metadata) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!mints[i] || may_be_nft(mints[i]->mint())) continue;
        const auto found = metadata.find(keys[i]);
        if (found == metadata.end()) continue;
        if (found->second.metadata) mints[i]->name_by(*found->second.metadata);
        metadata.erase(found);
    }
}

void merge_metadata(base::Result<solana::AtSlot<MetadataOf>> read, SliceFacts& facts) {
    if (read) {
        facts.slot = std::min(*facts.slot, read->slot);
        facts.metadata.merge(read->value);
    } else {
        facts.is_metadata_read = false;
        facts.warnings.push_back(no_metadata(read.error().message));
    }
}

base::Task<bool> read_metadata_of(ReadAccounts read, const PackedHoldings& slice, MetadataRequests requests,
                                  Masters masters, SliceFacts& facts) {
    std::vector<base::Task<base::Result<solana::AtSlot<MetadataOf>>>> readings;
    for (auto* of : {&requests.foreseen, &requests.others}) {
        if (!of->empty()) readings.push_back(read_metadata(read, std::move(*of), masters));
    }
    if (readings.empty()) co_return true;
    auto answers = co_await base::concurrently(std::move(readings));
    facts.is_metadata_read = true;
    for (auto& answer : answers) merge_metadata(std::move(answer), facts);
    name_tokens(slice.mints(), facts.mints, facts.metadata);
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

/// The answers of the first round.
struct FirstRound {
    AccountsRead mints;
    std::vector<solana::Pubkey> foreseen;
    AccountsRead ahead;  ///< of what was foreseen
};

/// Keeps no more than addresses while it waits: a thousand slices may wait for their turn.
base::Task<FirstRound> read_first(std::shared_ptr<ChainScan> scan, const PackedHoldings& slice) {
    auto foreseen = foresee(held_mints(slice), slice.program());
    std::vector<base::Task<AccountsRead>> calls;
    calls.push_back(read_accounts(scan, scan->reads.mints, slice.mints()));
    calls.push_back(read_many(scan, foreseen));
    auto answers = co_await base::concurrently(std::move(calls));
    co_return FirstRound{std::move(answers[0]), std::move(foreseen), std::move(answers[1])};
}

SliceFacts without_mints(const PackedHoldings& slice, std::string why) {
    SliceFacts facts;
    facts.mints.resize(slice.mints().size());
    facts.warnings.push_back(no_mints(std::move(why)));
    return facts;
}

/// Sets what the first round said of the mints, which is not kept any longer, and begins the second round.
std::vector<base::Task<bool>> read_more(std::shared_ptr<ChainScan> scan, const PackedHoldings& slice, FirstRound first,
                                        Masters masters, SliceFacts& facts) {
    facts.slot = std::min(first.mints->slot, first.ahead ? first.ahead->slot : first.mints->slot);
    auto parsed = parse_mints(first.mints->value, slice.mints().size());
    auto held = held_mints(slice);
    set_foreseen(held, slice.program(), first.foreseen);
    know_mints(held, parsed);
    facts.mints = std::move(parsed.mints);
    auto read = with_read_ahead(reader_of(scan), first.foreseen, std::move(first.ahead));
    std::vector<base::Task<bool>> more;
    more.push_back(read_metadata_of(std::move(read), slice, metadata_requests(held), std::move(masters), facts));
    more.push_back(read_backings_of(scan, backing_requests(held), facts));
    more.push_back(read_prices(scan, mints_to_price(held), facts));
    return more;
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
    const auto turn = co_await take_turn(scan, scan->reads.slices);
    if (!turn) co_return without_mints(slice, to_error(turn.error()).message);
    auto answers = co_await read_first(scan, slice);
    if (!answers.mints) co_return without_mints(slice, std::move(answers.mints.error().message));
    SliceFacts facts;
    auto more = read_more(scan, slice, std::move(answers), std::move(masters), facts);
    co_await base::concurrently(std::move(more));
    co_return facts;
}

}  // namespace burner::assets
