#include "transactions/read/read_chain.hpp"

#include <utility>

#include "base/gather.hpp"
#include "solana/accounts/feature.hpp"
#include "solana/programs/ids.hpp"
#include "transactions/read/account_snapshot.hpp"
#include "transactions/read/named_accounts.hpp"
#include "transactions/read/protected_burn.hpp"
#include "transactions/read/read_tokens.hpp"

namespace burner::transactions {

namespace {

using CoreHoldings = std::vector<assets::CoreHolding>;

std::vector<solana::Pubkey> cnfts_of(const std::vector<Selection>& selections) {
    std::vector<solana::Pubkey> cnfts;
    for (const Selection& selection : selections) {
        if (assets::row_of(selection.type).lies == assets::Lies::in_bubblegum_tree) cnfts.push_back(selection.address);
    }
    return cnfts;
}

base::Task<base::Result<CoreHoldings>> read_core(std::shared_ptr<AccountSnapshot> snapshot,
                                                 std::vector<Selection> selections,
                                                 std::vector<std::optional<solana::Account>> accounts) {
    std::vector<assets::AccountAt> of_core;
    for (std::size_t i = 0; i < selections.size(); ++i) {
        const auto& account = accounts[i];
        if (account && account->owner == solana::ids::core) of_core.emplace_back(selections[i].address, *account);
    }
    auto found = co_await assets::read_core_assets(snapshot->reader(), std::move(of_core));
    if (!found) co_return std::unexpected(found.error());
    co_return std::move(found->value);
}

/// Takes what every build needs, and the selected accounts, out of the first round.
base::Task<base::Result<Chain>> first_round(std::shared_ptr<AccountSnapshot> snapshot, BuildRequest request,
                                            SelectionsByPlace selections) {
    Chain chain;
    chain.selections = std::move(selections);
    std::vector<solana::Pubkey> keys{request.wallet, solana::ids::rent_sysvar};
    keys.push_back(request.donation_wallet.value_or(request.wallet));
    keys.push_back(request.versions.v1 ? solana::ids::transaction_v1_feature : request.wallet);
    keys.push_back(payer_of(request.fee_payer, request.wallet));
    const auto others = static_cast<std::ptrdiff_t>(keys.size());
    for (const Selection& selection : chain.selections.accounts) keys.push_back(selection.address);
    auto read = co_await snapshot->get(std::move(keys));
    if (!read) co_return std::unexpected(read.error());
    auto& accounts = read->value;
    chain.state.wallet = std::move(accounts[0]);
    if (accounts[1]) chain.state.rent = solana::parse_rent(accounts[1]->data);
    chain.donation_wallet = std::move(accounts[2]);
    chain.has_v1 = request.versions.v1 && solana::is_active_feature(accounts[3]);
    chain.payer = std::move(accounts[4]);
    chain.state.accounts.assign(std::make_move_iterator(accounts.begin() + others),
                                std::make_move_iterator(accounts.end()));
    co_return chain;
}

/// Reads all but the compressed NFTs, which name no account.
base::Task<base::Result<Chain>> read_accounts(Sources sources, BuildRequest request) {
    const auto snapshot = AccountSnapshot::of(sources.rpc);
    const solana::Pubkey wallet = request.wallet;
    auto places = by_place(request.items);
    auto [named, compressed] = co_await base::gather(
        snapshot->get(named_accounts(request)), find_compressed(sources.compressed_tokens, wallet, places.compressed));
    if (!named) co_return std::unexpected(named.error());
    auto chain = co_await first_round(snapshot, std::move(request), std::move(places));
    if (!chain) co_return chain;
    ChainState& state = chain->state;
    const std::vector<Selection>& selections = chain->selections.accounts;
    auto [tokens, core, of_compressed] =
        co_await base::gather(read_tokens(sources, snapshot, wallet, selections, state.accounts),
                              read_core(snapshot, selections, state.accounts),
                              read_compressed_state(sources, snapshot, wallet, std::move(compressed)));
    if (!tokens) co_return std::unexpected(tokens.error());
    if (!core) co_return std::unexpected(core.error());
    if (!of_compressed) co_return std::unexpected(of_compressed.error());
    state.mints = std::move(tokens->mints);
    state.backings = std::move(tokens->backings);
    state.metadata = std::move(tokens->metadata);
    for (auto& holding : *core) state.core.emplace(holding.address, std::move(holding));
    chain->compressed = std::move(*of_compressed);
    co_return chain;
}

/// Returns the mints whose prices a protection by value asks for.
std::vector<solana::Pubkey> priced_mints(const Chain& chain) {
    auto mints = mints_to_price(chain.selections.accounts, chain.state);
    for (const auto& [address, mint] : chain.compressed.mints) mints.push_back(address);
    return mints;
}

}  // namespace

base::Task<base::Result<Chain>> read_chain(Sources sources, BuildRequest request) {
    const bool needs_prices = request.protection.above_usd.has_value();
    const auto cnft_addresses = cnfts_of(request.items);
    auto [chain, cnfts] =
        co_await base::gather(read_accounts(sources, request),
                              assets::read_cnft_proofs(sources.indexer, sources.rpc, request.wallet, cnft_addresses));
    if (!chain) co_return std::unexpected(chain.error());
    if (!cnfts) co_return std::unexpected(cnfts.error());
    chain->state.cnfts = std::move(*cnfts);
    if (needs_prices) {
        chain->state.prices = co_await sources.prices.get_prices(priced_mints(*chain));
        chain->compressed.prices = chain->state.prices;
    }
    co_return std::move(*chain);
}

}  // namespace burner::transactions
