#include "transactions/read/read_nfts.hpp"

#include <map>
#include <unordered_set>
#include <utility>

#include "assets/facts/foreign_masters.hpp"
#include "assets/facts/own_masters.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::transactions {

namespace {

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

/// Finds the masters of `prints` that the wallet holds itself.
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

/// Finds masters in other hands, as far as an indexer knows them.
base::Task<assets::Masters> foreign_masters_of(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                               assets::ReadAccounts read, const std::vector<Print>& prints) {
    std::vector<solana::Pubkey> mints;
    std::unordered_set<solana::Pubkey> editions;
    for (const Print& print : prints) {
        mints.push_back(print.mint);
        editions.insert(print.parent);
    }
    auto named = co_await assets::name_masters(indexer, std::move(mints));
    auto masters = co_await assets::confirm_masters(std::move(read), std::move(named));
    std::erase_if(masters, [&](const auto& master) { return !editions.contains(master.first); });
    co_return co_await assets::locate_masters(rpc, std::move(masters));
}

base::Task<base::Result<assets::Masters>> masters_of_prints(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                                            assets::ReadAccounts read, solana::Pubkey wallet,
                                                            std::vector<Print> prints) {
    auto masters = co_await own_masters_of(rpc, wallet, prints);
    if (!masters) co_return masters;
    std::erase_if(prints, [&](const Print& print) { return masters->contains(print.parent); });
    if (prints.empty()) co_return masters;
    auto foreign = co_await foreign_masters_of(rpc, indexer, std::move(read), prints);
    masters->merge(foreign);
    co_return masters;
}

std::vector<assets::MetadataRequest> requests_for(const std::vector<assets::Holding>& held) {
    std::vector<assets::MetadataRequest> requests;
    for (const auto& holding : held) {
        const solana::Pubkey& mint = holding.account.mint;
        requests.push_back({mint, holding.address, solana::token_metadata::edition_address(mint)});
    }
    return requests;
}

}  // namespace

base::Task<base::Result<assets::MetadataOf>> read_nfts(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                                       std::shared_ptr<AccountSnapshot> snapshot, solana::Pubkey wallet,
                                                       std::vector<assets::Holding> held) {
    if (held.empty()) co_return assets::MetadataOf{};
    auto requests = requests_for(held);
    auto metadata = co_await assets::read_metadata(snapshot->reader(), requests, {});
    if (!metadata) co_return std::unexpected(metadata.error());
    auto masters =
        co_await masters_of_prints(rpc, indexer, snapshot->reader(), wallet, prints_among(held, metadata->value));
    if (!masters) co_return std::unexpected(masters.error());
    if (!masters->empty()) {
        metadata = co_await assets::read_metadata(snapshot->reader(), std::move(requests), std::move(*masters));
        if (!metadata) co_return std::unexpected(metadata.error());
    }
    co_return std::move(metadata->value);
}

}  // namespace burner::transactions
