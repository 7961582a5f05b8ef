#include "assets/chain_scan.hpp"

#include <algorithm>
#include <utility>

#include "assets/token_accounts.hpp"
#include "base/concurrently.hpp"

namespace burner::assets {

namespace {

using Mints = std::vector<std::optional<solana::Mint>>;
using ScanPointer = std::shared_ptr<ChainScan>;

constexpr std::size_t parallel_reads = 8;  // of each program

/// Asks the chain when it is this scan's turn. A place is held for one call, which the upstream's deadline ends, and
/// nothing else is waited for meanwhile: whatever readers do, the line moves on.
template <class Ask>
auto in_turn(ScanPointer scan, Ask ask) -> std::invoke_result_t<Ask> {
    const auto place = co_await scan->reads.places.take(scan->reads.patience);
    if (!place) co_return base::fail(base::ErrorCode::overloaded, "Too many wallets are being read");
    if (!scan->out->is_read()) co_return base::fail(base::ErrorCode::overloaded, "Nobody reads any more");
    co_return co_await ask();
}

base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::Account>>>>> read_accounts(
    ScanPointer scan, std::vector<solana::Pubkey> keys) {
    co_return co_await in_turn(scan, [&] { return scan->rpc.get_accounts(std::move(keys)); });
}

base::Task<base::Result<solana::Slot>> read_list(ScanPointer scan, TokenAccounts& accounts, solana::Pubkey program) {
    co_return co_await in_turn(scan, [&] { return scan->rpc.get_token_accounts(scan->wallet, program, accounts); });
}

std::vector<Item> next_items(const Owner& owner, PackedHoldings& holdings, const Mints& mints, std::size_t most) {
    std::vector<Item> items;
    items.reserve(std::min(holdings.size(), most));
    while (items.size() < most && !holdings.empty()) {
        const auto [holding, place] = holdings.take();
        const solana::Mint* mint = place && mints[*place] ? &*mints[*place] : nullptr;
        items.push_back(to_item(holding, decide(owner, holding.account, mint), mint));
    }
    return items;
}

/// Puts the items of these accounts, of which `about` says what they rest on.
base::Task<bool> put_items(ScanPointer scan, Found about, PackedHoldings holdings, Mints mints) {
    while (!holdings.empty()) {
        bool goes_on = co_await scan->out->wanted();
        if (!goes_on) co_return false;
        Found batch = std::exchange(about, Found{.slot = about.slot});
        batch.items = next_items(*scan->owner, holdings, mints, scan->out->most());
        batch.more = !holdings.empty();
        goes_on = co_await scan->out->put(std::move(batch));
        if (!goes_on) co_return false;
    }
    co_return true;
}

Mints parse_mints(const std::vector<std::optional<solana::Account>>& accounts, std::size_t count) {
    Mints mints(count);
    for (std::size_t i = 0; i < std::min(count, accounts.size()); ++i) {
        if (!accounts[i]) continue;
        mints[i] = solana::parse_mint(accounts[i]->owner, accounts[i]->data);
        if (mints[i]) keep_what_is_shown(*mints[i]);
    }
    return mints;
}

/// Mints that could not be read: their accounts are listed all the same.
Warning no_mints(std::string message) {
    return {"mints", std::move(message)};
}

base::Task<bool> put_slice(ScanPointer scan, Found about, PackedHoldings slice) {
    Mints mints(slice.mints().size());
    {
        const auto read = co_await read_accounts(scan, slice.mints());
        if (read) {
            about.slot = std::min(*about.slot, read->slot);
            mints = parse_mints(read->value, mints.size());
        } else {
            about.warnings.push_back(no_mints(read.error().message));
        }
    }
    co_return co_await put_items(scan, std::move(about), std::move(slice), std::move(mints));
}

/// Takes slices off the end until none is left. Several of these run at once, while the reader keeps up.
base::Task<bool> put_slices(ScanPointer scan, Found about, std::shared_ptr<std::vector<PackedHoldings>> slices) {
    for (;;) {
        bool goes_on = co_await scan->out->wanted();
        if (!goes_on) co_return false;
        if (slices->empty()) co_return true;
        PackedHoldings slice = std::move(slices->back());
        slices->pop_back();
        goes_on = co_await put_slice(scan, about, std::move(slice));
        if (!goes_on) co_return false;
    }
}

}  // namespace

base::Task<bool> read_owner(ScanPointer scan) {
    const auto read = co_await read_accounts(scan, {scan->wallet});
    if (read && !read->value.empty()) {
        scan->owner = owner_of(scan->wallet, read->value.front());
        scan->owner_read.slot = read->slot;
    } else {
        scan->owner = Owner{scan->wallet};
        scan->owner_read.warnings.push_back(no_mints(read ? "The answer was empty" : read.error().message));
    }
    scan->owner_known.all();
    co_return true;
}

base::Task<bool> list_accounts(ScanPointer scan, TokenProgram program) {
    Found about;
    PackedHoldings ready{scan->wallet, program.id};
    const auto slices = std::make_shared<std::vector<PackedHoldings>>();
    {
        TokenAccounts accounts{scan->wallet, program.id};
        const auto slot = co_await read_list(scan, accounts, program.id);
        if (slot) {
            about.slot = *slot;
            ready = accounts.take_ready();
            *slices = accounts.take_slices();
        } else {
            about.warnings.push_back({std::string{program.name}, slot.error().message});
        }
    }
    if (ready.empty() && slices->empty()) co_return co_await scan->out->put(std::move(about));

    while (!scan->owner) co_await scan->owner_known.wait();
    about.slot = std::min(*about.slot, scan->owner_read.slot.value_or(*about.slot));
    about.warnings = scan->owner_read.warnings;
    if (!ready.empty()) {
        const bool goes_on = co_await put_items(scan, about, std::move(ready), {});
        if (!goes_on) co_return false;
    }
    std::ranges::reverse(*slices);
    std::vector<base::Task<bool>> readers;
    for (std::size_t i = 0; i < std::min(slices->size(), parallel_reads); ++i) {
        readers.push_back(put_slices(scan, about, slices));
    }
    co_await base::concurrently(std::move(readers));
    co_return true;
}

}  // namespace burner::assets
