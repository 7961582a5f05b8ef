#include "assets/search/account_scan.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "assets/decide/decide.hpp"
#include "assets/decide/holding_item.hpp"
#include "assets/facts/foreign_masters.hpp"
#include "assets/search/chain_calls.hpp"
#include "assets/search/slice_facts.hpp"
#include "assets/search/token_accounts.hpp"
#include "base/fan_out.hpp"
#include "solana/programs/token_metadata.hpp"

namespace burner::assets {

namespace {

using ScanPointer = std::shared_ptr<ChainScan>;

constexpr std::size_t parallel_reads = 8;  // of each program

/// Prints that wait until all masters of the wallet have been seen. Shared by the readers of one program.
struct Prints {
    explicit Prints(const ChainScan& scan, const solana::Pubkey& program) : accounts(scan.wallet, program) {}

    Masters masters;         ///< those that have prints
    TokenAccounts accounts;  ///< in slices
    bool all_masters_known = false;
};
using PrintsPointer = std::shared_ptr<Prints>;

void take_items(const ChainScan& scan, PackedHoldings& holdings, const SliceFacts& all, std::vector<Item>& items,
                std::size_t max_items) {
    items.reserve(std::min(holdings.size(), max_items));
    while (items.size() < max_items && !holdings.empty()) {
        const auto [holding, place] = holdings.take();
        const auto mint = all.mint_at(place);
        const Facts facts = all.of(holding, mint, scan.rent);
        items.push_back(to_item(*scan.owner, holding, decide(*scan.owner, holding.account, facts), facts));
        price_it(items.back(), facts.mint, all.prices);
    }
}

/// Puts the items of these accounts; `about` says what they rest on.
base::Task<bool> put_items(ScanPointer scan, Found about, PackedHoldings holdings, SliceFacts facts) {
    auto fill = [scan, holdings = std::move(holdings), facts = std::move(facts)](std::vector<Item>& items,
                                                                                 std::size_t max_items) mutable {
        take_items(*scan, holdings, facts, items, max_items);
        return !holdings.empty();
    };
    return put_in_batches(scan->out, std::move(about), std::move(fill));
}

void note_masters(Masters& masters, const MetadataOf& metadata) {
    for (const auto& [mint, of] : metadata) {
        const auto* master = of.edition ? std::get_if<solana::MasterEdition>(&*of.edition) : nullptr;
        if (master == nullptr || master->supply == 0) continue;
        masters.emplace(solana::token_metadata::edition_address(mint), Master{mint, of.holder});
    }
}

bool is_print_without_master(const MintMetadata& of) {
    return of.edition && std::holds_alternative<solana::PrintEdition>(*of.edition) && !of.master;
}

/// Takes the prints whose master may still turn up out of a slice.
PackedHoldings put_off_prints(PackedHoldings slice, const MetadataOf& metadata, const ChainScan& scan, Prints& prints) {
    const auto waits = [&](const solana::Pubkey& mint) {
        const auto found = metadata.find(mint);
        return found != metadata.end() && is_print_without_master(found->second);
    };
    if (std::ranges::none_of(slice.mints(), waits)) return slice;
    PackedHoldings rest{scan.wallet, slice.program()};
    for (const auto& mint : slice.mints()) rest.add_mint(mint);
    while (!slice.empty()) {
        const auto [holding, place] = slice.take();
        if (holding.account.amount > 0 && waits(holding.account.mint)) {
            prints.accounts.put_into_slice(holding);
        } else {
            rest.put(holding, *place);
        }
    }
    rest.end();
    return rest;
}

/// Reads only while the reader keeps up.
base::Task<bool> put_slice(ScanPointer scan, Found about, PackedHoldings slice, PrintsPointer prints) {
    const bool has_reader = co_await scan->out->wanted();
    if (!has_reader) co_return false;
    SliceFacts facts = co_await read_facts(scan, slice, prints->masters);
    about.slot = std::min(*about.slot, facts.slot.value_or(*about.slot));
    std::ranges::move(facts.warnings, std::back_inserter(about.warnings));
    if (!prints->all_masters_known) {
        note_masters(prints->masters, facts.metadata);
        slice = put_off_prints(std::move(slice), facts.metadata, *scan, *prints);
    }
    if (slice.empty()) co_return true;
    co_return co_await put_items(scan, std::move(about), std::move(slice), std::move(facts));
}

/// Asks an indexer, once, for the masters of all prints that are left.
base::Task<bool> add_foreign_masters(ScanPointer scan, AssetIndexer& indexer, const std::vector<PackedHoldings>& left,
                                     PrintsPointer prints) {
    std::vector<solana::Pubkey> mints;
    for (const auto& slice : left) mints.insert(mints.end(), slice.mints().begin(), slice.mints().end());
    if (mints.empty()) co_return true;
    {
        const auto turn = co_await take_turn(scan, scan->reads.pages);
        if (!turn) co_return scan->out->is_read();
        mints = co_await name_masters(indexer, std::move(mints));
    }
    auto masters = co_await confirm_masters(reader_of(scan), std::move(mints));
    prints->masters.merge(masters);
    co_return true;
}

base::Task<bool> put_slices(ScanPointer scan, Found about, std::vector<PackedHoldings> all, PrintsPointer prints) {
    const auto slices = std::make_shared<std::vector<PackedHoldings>>(std::move(all));
    return base::fan_out(slices->size(), parallel_reads, [=](std::size_t place) {
        return put_slice(scan, about, std::move((*slices)[place]), prints);
    });
}

solana::Purse purse_of(const std::optional<solana::Account>& wallet, const solana::Rent& rent) {
    return {wallet ? wallet->lamports : base::Lamports{}, rent.minimum_balance(0)};
}

}  // namespace

base::Task<bool> read_owner(ScanPointer scan) {
    const auto read = co_await read_accounts(scan, scan->reads.lists, {scan->wallet, solana::ids::rent_sysvar});
    if (read && read->value.size() == 2) {
        scan->owner = owner_of(scan->wallet, read->value[0]);
        if (const auto& rent = read->value[1]) scan->rent = solana::parse_rent(rent->data);
        if (scan->rent) scan->owner_read.purse = purse_of(read->value[0], *scan->rent);
        scan->owner_read.slot = read->slot;
    } else {
        scan->owner = Owner{scan->wallet};
        scan->owner_read.warnings.push_back(no_mints(read ? solana::invalid_response : read.error().message));
    }
    scan->owner_known.notify_all();
    co_return true;
}

base::Task<void> wait_for_owner(ScanPointer scan) {
    while (!scan->owner) co_await scan->owner_known.wait();
}

void add_owner_read(const ChainScan& scan, Found& about) {
    if (const auto slot = scan.owner_read.slot) about.slot = std::min(about.slot.value_or(*slot), *slot);
    about.purse = scan.owner_read.purse;
    const auto& warnings = scan.owner_read.warnings;
    about.warnings.insert(about.warnings.begin(), warnings.begin(), warnings.end());
}

base::Task<bool> list_accounts(ScanPointer scan, AssetIndexer& indexer, TokenProgram program) {
    auto [about, ready, slices] = co_await read_list(scan, program);
    co_await wait_for_owner(scan);
    if (ready.empty() && slices.empty()) {
        about.purse = scan->owner_read.purse;
        co_return co_await put_one(scan->out, std::move(about));
    }
    add_owner_read(*scan, about);
    if (!ready.empty()) {
        const bool has_reader = co_await put_items(scan, about, std::move(ready), {});
        if (!has_reader) co_return false;
    }
    const auto prints = std::make_shared<Prints>(*scan, program.id);
    bool has_reader = co_await put_slices(scan, about, std::move(slices), prints);
    if (!has_reader) co_return false;
    prints->all_masters_known = true;
    auto left = prints->accounts.take_slices();
    has_reader = co_await add_foreign_masters(scan, indexer, left, prints);
    if (!has_reader) co_return false;
    co_return co_await put_slices(scan, std::move(about), std::move(left), prints);
}

}  // namespace burner::assets
