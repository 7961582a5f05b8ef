#include "assets/search/compressed_slice.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "assets/decide/compressed_token.hpp"
#include "assets/search/chain_calls.hpp"
#include "assets/search/slice_facts.hpp"
#include "base/concurrently.hpp"
#include "base/decimal.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

namespace light = solana::light_token;

/// The mints of a slice: with a pool each, and the wallet, they fit into one call of the RPC.
constexpr std::size_t mints_of_slice = 49;

ListedToken listed(const CompressedTokenAccount& account) {
    const auto token = spendable(account);
    return {address_of(account), account.mint, account.amount, token ? std::nullopt : std::optional{token.error()},
            account.is_frozen};
}

/// Returns the keys to read: the wallet, then each mint and its first pool.
std::vector<solana::Pubkey> keys_of(const solana::Pubkey& wallet, const std::vector<solana::Pubkey>& mints) {
    std::vector<solana::Pubkey> keys{wallet};
    for (const solana::Pubkey& mint : mints) {
        keys.push_back(mint);
        keys.push_back(light::find_pool(mint, 0).address);
    }
    return keys;
}

void take_mints(CompressedFacts& facts, const std::vector<solana::Pubkey>& mints, const Accounts& accounts) {
    for (std::size_t i = 0; i < mints.size(); ++i) {
        const auto& account = accounts[1 + 2 * i];
        const auto mint = account ? solana::parse_mint(account->owner, account->data) : std::nullopt;
        if (!mint) continue;
        const bool has_pool = accounts[2 + 2 * i].has_value();
        facts.mints.emplace(mints[i],
                            CompressedFacts::OfMint{ListedMint{*mint}, account->owner, mint->mint_authority, has_pool});
    }
}

std::vector<solana::Pubkey> metadata_addresses(const std::vector<solana::Pubkey>& mints) {
    std::vector<solana::Pubkey> addresses;
    addresses.reserve(mints.size());
    for (const solana::Pubkey& mint : mints) addresses.push_back(solana::token_metadata::metadata_address(mint));
    return addresses;
}

/// Reads the names of mints that do not name themselves. `addresses` are those of the metadata of `mints`.
base::Task<bool> read_names(ReadAccounts read, const std::vector<solana::Pubkey>& mints,
                            const std::vector<solana::Pubkey>& addresses, CompressedFacts& facts) {
    std::vector<MetadataRequest> requests;
    for (std::size_t i = 0; i < mints.size(); ++i) {
        const auto of = facts.mints.find(mints[i]);
        if (of != facts.mints.end() && !of->second.mint.mint().metadata)
            requests.push_back({mints[i], {}, {}, addresses[i]});
    }
    if (requests.empty()) co_return true;
    auto metadata = co_await read_metadata(std::move(read), std::move(requests), {});
    if (metadata) {
        facts.slot = std::min(*facts.slot, metadata->slot);
        facts.metadata = std::move(metadata->value);
    } else {
        facts.warnings.push_back(no_metadata(metadata.error().message));
    }
    co_return true;
}

std::vector<BackingRequest> backing_requests(const CompressedSlice& slice, const CompressedFacts& facts) {
    std::unordered_set<solana::Pubkey> ones;
    for (const ListedToken& token : slice.tokens) {
        if (token.amount == 1) ones.insert(token.mint);
    }
    std::vector<BackingRequest> requests;
    for (const auto& [address, of] : facts.mints) {
        BackingRequest& request = requests.emplace_back(address, of.authority);
        request.is_one_held = ones.contains(address);
        if (may_be_nft(of.mint.mint())) request.edition = solana::token_metadata::edition_address(address);
    }
    return requests;
}

/// Reads what stands behind the tokens: positions and shares of pools stay what they are when they are compressed.
base::Task<bool> read_backings_of(std::shared_ptr<ChainScan> scan, const CompressedSlice& slice,
                                  CompressedFacts& facts) {
    auto read = co_await read_backings(head_reader_of(scan), scan->positions, backing_requests(slice, facts));
    facts.slot = std::min(*facts.slot, read.slot.value_or(*facts.slot));
    if (read.failure) facts.warnings.push_back(no_backings(*std::move(read.failure)));
    facts.backings = std::move(read.backings);
    co_return true;
}

base::Task<bool> read_prices(std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> mints,
                             CompressedFacts& facts) {
    facts.prices = co_await scan->prices.get_prices(std::move(mints));
    co_return true;
}

std::optional<BlockedCode> why_blocked(const ListedToken& token, const CompressedFacts& facts, const solana::Mint* mint,
                                       bool has_pool) {
    if (facts.owner.is_multisig) return BlockedCode::multisig_owner;
    const auto backing = backing_of(facts.backings, token.mint);
    if (backing == Backing::position) return BlockedCode::position;
    const auto reason = token.blocked ? token.blocked : why_not_burn(token.mint, mint, has_pool);
    return reason ? reason : why_keep(backing);
}

}  // namespace

std::vector<CompressedSlice> slices_of(const solana::Pubkey& wallet,
                                       const std::vector<CompressedTokenAccount>& accounts) {
    std::vector<CompressedSlice> slices;
    std::unordered_set<solana::Pubkey> seen;
    for (const CompressedTokenAccount& account : accounts) {
        if (account.owner != wallet) continue;
        const bool is_new = !seen.contains(account.mint);
        if (slices.empty() || (is_new && seen.size() == mints_of_slice)) {
            slices.emplace_back();
            seen.clear();
        }
        if (seen.insert(account.mint).second) slices.back().mints.push_back(account.mint);
        slices.back().tokens.push_back(listed(account));
    }
    return slices;
}

base::Task<CompressedFacts> read_facts(std::shared_ptr<ChainScan> scan, const CompressedSlice& slice) {
    CompressedFacts facts;
    facts.owner.wallet = scan->wallet;
    auto keys = keys_of(scan->wallet, slice.mints);
    const std::size_t asked = keys.size();
    const auto names = metadata_addresses(slice.mints);
    std::vector<base::Task<AccountsRead>> calls;
    calls.push_back(read_accounts(scan, scan->reads.mints, std::move(keys)));
    calls.push_back(read_many(scan, names));
    auto answers = co_await base::concurrently(std::move(calls));
    auto &mints = answers[0], &ahead = answers[1];
    if (!mints || mints->value.size() != asked) {
        facts.warnings.push_back(no_mints(mints ? solana::invalid_response : mints.error().message));
        co_return facts;
    }
    facts.slot = std::min(mints->slot, ahead ? ahead->slot : mints->slot);
    facts.owner = owner_of(scan->wallet, mints->value.front());
    take_mints(facts, slice.mints, mints->value);
    std::vector<base::Task<bool>> more;
    more.push_back(read_names(with_read_ahead(reader_of(scan), names, std::move(ahead)), slice.mints, names, facts));
    more.push_back(read_backings_of(scan, slice, facts));
    more.push_back(read_prices(scan, slice.mints, facts));
    co_await base::concurrently(std::move(more));
    co_return facts;
}

Item to_item(const ListedToken& token, const CompressedFacts& facts) {
    const auto found = facts.mints.find(token.mint);
    const auto* of = found == facts.mints.end() ? nullptr : &found->second;
    const auto mint = of ? std::optional{of->mint.mint()} : std::nullopt;
    Item item;
    item.type = ItemType::zk_compressed_token;
    item.is_frozen = token.is_frozen;
    item.blocked = why_blocked(token, facts, mint ? &*mint : nullptr, of && of->has_pool);
    item.address = token.address;
    item.mint = token.mint;
    if (of) item.token_program = of->program;
    item.balance = token.amount;
    if (mint) {
        item.decimals = mint->decimals;
        item.ui_balance = base::to_decimal(item.balance, item.decimals);
    }
    name_it(item, {.mint = mint ? &*mint : nullptr, .metadata = &metadata_of(facts.metadata, token.mint)});
    name_unknown(item);
    price_it(item, mint ? &*mint : nullptr, facts.prices);
    return item;
}

}  // namespace burner::assets
