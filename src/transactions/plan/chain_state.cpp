#include "transactions/plan/chain_state.hpp"

#include <iterator>
#include <map>
#include <unordered_set>
#include <utility>

#include "assets/decide/foreign_masters.hpp"
#include "assets/decide/own_masters.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/pools.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {

namespace tm = solana::token_metadata;

base::Result<assets::Holding, assets::BlockedCode> holding_at(const solana::Pubkey& wallet,
                                                              const solana::Pubkey& address,
                                                              const std::optional<solana::Account>& account) {
    if (!account) return std::unexpected(assets::BlockedCode::not_found);
    auto parsed = solana::parse_token_account(account->owner, account->data);
    if (!parsed) return std::unexpected(assets::BlockedCode::not_found);
    if (parsed->owner != wallet) return std::unexpected(assets::BlockedCode::not_owner);
    const auto length = static_cast<std::uint32_t>(account->data.size());
    return assets::Holding{address, account->owner, account->lamports, length, *parsed};
}

namespace {

/// The selected accounts with a balance that is not wrapped SOL: what they hold decides, unless they stay.
std::vector<assets::Holding> held_tokens(const solana::Pubkey& wallet, const std::vector<Selection>& selections,
                                         const std::vector<std::optional<solana::Account>>& accounts) {
    std::vector<assets::Holding> held;
    std::unordered_set<solana::Pubkey> seen;
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        if (selections[i].action == assets::Action::withdraw_excess) continue;
        const auto holding = holding_at(wallet, selections[i].address, accounts[i]);
        if (!holding || holding->account.is_native() || holding->account.amount == 0) continue;
        if (seen.insert(holding->account.mint).second) held.push_back(*holding);
    }
    return held;
}

assets::ReadAccounts reader(solana::Rpc& rpc) {
    return [&rpc](std::vector<solana::Pubkey> keys) { return rpc.get_accounts(std::move(keys)); };
}

base::Task<base::Result<void>> read_mints(solana::Rpc& rpc, ChainState& state,
                                          const std::vector<assets::Holding>& held) {
    std::vector<solana::Pubkey> mints;
    for (const auto& holding : held) mints.push_back(holding.account.mint);
    const auto accounts = co_await rpc.get_accounts(mints);
    if (!accounts) co_return std::unexpected(accounts.error());
    for (std::size_t i = 0; i < mints.size() && i < accounts->value.size(); ++i) {
        const auto& account = accounts->value[i];
        if (!account) continue;
        if (auto mint = solana::parse_mint(account->owner, account->data))
            state.mints.emplace(mints[i], std::move(*mint));
    }
    co_return base::Result<void>{};
}

/// Mints of which one of the selected accounts holds one token.
std::unordered_set<solana::Pubkey> mints_of_ones(const std::vector<std::optional<solana::Account>>& accounts) {
    std::unordered_set<solana::Pubkey> mints;
    for (const auto& account : accounts) {
        const auto parsed = account ? solana::parse_token_account(account->owner, account->data) : std::nullopt;
        if (parsed && parsed->amount == 1) mints.insert(parsed->mint);
    }
    return mints;
}

std::vector<assets::BackingRequest> backing_requests(const ChainState& state) {
    const auto ones = mints_of_ones(state.accounts);
    std::vector<assets::BackingRequest> requests;
    for (const auto& [address, mint] : state.mints) {
        auto& request = requests.emplace_back(address, mint.mint_authority);
        request.is_one_held = ones.contains(address);
        if (assets::may_be_nft(mint)) request.edition = tm::edition_address(address);
    }
    return requests;
}

struct Print {
    solana::Pubkey mint, token_program;
    solana::Pubkey parent;  ///< the edition of its master
};

std::vector<Print> prints_among(const std::vector<assets::Holding>& held, const assets::MetadataOf& metadata) {
    std::vector<Print> prints;
    for (const auto& holding : held) {
        const auto found = metadata.find(holding.account.mint);
        if (found == metadata.end() || !found->second.edition) continue;
        const auto* print = std::get_if<solana::PrintEdition>(&*found->second.edition);
        if (print != nullptr) prints.push_back({holding.account.mint, holding.token_program, print->parent});
    }
    return prints;
}

/// As far as the wallet has them.
base::Task<base::Result<assets::Masters>> own_masters_of(solana::Rpc& rpc, solana::Pubkey wallet,
                                                         const std::vector<Print>& prints) {
    std::map<solana::Pubkey, std::unordered_set<solana::Pubkey>> wanted;  // by token program
    for (const Print& print : prints) wanted[print.token_program].insert(print.parent);
    assets::Masters masters;
    for (const auto& [program, editions] : wanted) {
        auto found = co_await assets::find_own_masters(rpc, wallet, program, editions);
        if (!found) co_return std::unexpected(found.error());
        masters.merge(*found);
    }
    co_return masters;
}

/// In other hands, as far as an indexer knows them.
base::Task<assets::Masters> foreign_masters_of(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                               const std::vector<Print>& prints) {
    std::vector<solana::Pubkey> mints;
    std::unordered_set<solana::Pubkey> editions;
    for (const Print& print : prints) {
        mints.push_back(print.mint);
        editions.insert(print.parent);
    }
    auto named = co_await assets::name_masters(indexer, std::move(mints));
    auto masters = co_await assets::confirm_masters(reader(rpc), std::move(named));
    std::erase_if(masters, [&](const auto& master) { return !editions.contains(master.first); });
    co_return co_await assets::locate_masters(rpc, std::move(masters));
}

base::Task<base::Result<assets::Masters>> masters_of_prints(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                                            solana::Pubkey wallet, std::vector<Print> prints) {
    auto masters = co_await own_masters_of(rpc, wallet, prints);
    if (!masters) co_return masters;
    std::erase_if(prints, [&](const Print& print) { return masters->contains(print.parent); });
    if (prints.empty()) co_return masters;
    auto foreign = co_await foreign_masters_of(rpc, indexer, prints);
    masters->merge(foreign);
    co_return masters;
}

base::Task<base::Result<void>> read_nfts(solana::Rpc& rpc, assets::AssetIndexer& indexer, solana::Pubkey wallet,
                                         ChainState& state, const std::vector<assets::Holding>& held) {
    std::vector<assets::MetadataRequest> requests;
    for (const auto& holding : held) {
        const auto mint = state.mints.find(holding.account.mint);
        if (mint == state.mints.end() || !assets::may_be_nft(mint->second)) continue;
        requests.push_back({holding.account.mint, holding.address, tm::edition_address(holding.account.mint)});
    }
    if (requests.empty()) co_return base::Result<void>{};
    const auto read = reader(rpc);
    auto metadata = co_await assets::read_metadata(read, requests, {});
    if (!metadata) co_return std::unexpected(metadata.error());
    auto masters = co_await masters_of_prints(rpc, indexer, wallet, prints_among(held, metadata->value));
    if (!masters) co_return std::unexpected(masters.error());
    if (!masters->empty()) {
        metadata = co_await assets::read_metadata(read, std::move(requests), std::move(*masters));
        if (!metadata) co_return std::unexpected(metadata.error());
    }
    state.metadata = std::move(metadata->value);
    co_return base::Result<void>{};
}

base::Task<base::Result<void>> read_core(solana::Rpc& rpc, ChainState& state,
                                         const std::vector<Selection>& selections) {
    std::vector<assets::AccountAt> accounts;
    for (std::size_t i = 0; i < selections.size(); ++i) {
        const auto& account = state.accounts[i];
        if (account && account->owner == solana::ids::core) accounts.emplace_back(selections[i].address, *account);
    }
    auto found = co_await assets::read_core_assets(reader(rpc), std::move(accounts));
    if (!found) co_return std::unexpected(found.error());
    for (auto& holding : found->value) state.core.emplace(holding.address, std::move(holding));
    co_return base::Result<void>{};
}

std::vector<solana::Pubkey> cnfts_of(const std::vector<Selection>& selections) {
    std::vector<solana::Pubkey> cnfts;
    for (const Selection& selection : selections) {
        if (selection.type == assets::ItemType::cnft) cnfts.push_back(selection.address);
    }
    return cnfts;
}

}  // namespace

assets::Facts facts_of(const ChainState& state, const solana::Pubkey& mint) {
    assets::Facts facts;
    if (const auto found = state.mints.find(mint); found != state.mints.end()) facts.mint = &found->second;
    facts.metadata = &assets::metadata_of(state.metadata, mint);
    if (state.rent) facts.rent = &*state.rent;
    facts.backing = assets::backing_of(state.backings, mint);
    return facts;
}

base::Task<assets::Backings> read_backings_of(solana::Rpc& rpc, std::vector<solana::PositionProgram> positions,
                                              std::vector<assets::BackingRequest> requests) {
    const auto read = [&rpc](std::vector<solana::Pubkey> keys) {
        return rpc.get_account_heads(std::move(keys), solana::pool_head);
    };
    auto found = co_await assets::read_backings(read, std::move(positions), std::move(requests));
    co_return std::move(found.backings);
}

base::Task<base::Result<ChainState>> read_chain_state(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                                      std::vector<solana::PositionProgram> positions,
                                                      solana::Pubkey wallet, std::vector<Selection> selections) {
    std::vector<solana::Pubkey> keys{wallet, solana::ids::rent_sysvar};
    const auto others = static_cast<std::ptrdiff_t>(keys.size());
    for (const Selection& selection : selections) keys.push_back(selection.address);
    auto read = co_await rpc.get_accounts(keys);
    if (!read) co_return std::unexpected(read.error());
    auto& accounts = read->value;
    if (accounts.size() != keys.size()) {
        co_return base::fail(base::ErrorCode::upstream_unavailable, "The upstream's answer makes no sense");
    }
    ChainState state;
    state.wallet = std::move(accounts[0]);
    if (accounts[1]) state.rent = solana::parse_rent(accounts[1]->data);
    state.accounts.assign(std::make_move_iterator(accounts.begin() + others), std::make_move_iterator(accounts.end()));

    auto cnfts = co_await assets::read_cnft_proofs(indexer, rpc, wallet, cnfts_of(selections));
    if (!cnfts) co_return std::unexpected(cnfts.error());
    state.cnfts = std::move(*cnfts);
    const auto core = co_await read_core(rpc, state, selections);
    if (!core) co_return std::unexpected(core.error());
    const auto held = held_tokens(wallet, selections, state.accounts);
    if (held.empty()) co_return state;
    const auto mints = co_await read_mints(rpc, state, held);
    if (!mints) co_return std::unexpected(mints.error());
    state.backings = co_await read_backings_of(rpc, std::move(positions), backing_requests(state));
    const auto nfts = co_await read_nfts(rpc, indexer, wallet, state, held);
    if (!nfts) co_return std::unexpected(nfts.error());
    co_return state;
}

}  // namespace burner::transactions
