#include "assets/chain_scan.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

#include "assets/holding.hpp"
#include "base/concurrently.hpp"

namespace burner::assets {

namespace {

using Mints = std::unordered_map<solana::Pubkey, solana::Mint>;
using ScanPointer = std::shared_ptr<ChainScan>;

constexpr std::size_t mints_at_once = 100;  // what one call of the RPC takes
constexpr std::size_t parallel_reads = 8;   // of each program

/// Some mints and the accounts that wait for them.
struct Slice {
    std::vector<solana::Pubkey> mints;
    std::vector<Holding> holdings;
};

/// The accounts of one program.
struct Holdings {
    std::vector<Holding> ready;  ///< need no mint
    std::vector<Slice> slices;
};

bool wants_mint(const Holding& holding) {
    if (holding.account.is_native()) return false;
    return holding.account.amount > 0 || holding.token_program == solana::ids::token_2022;
}

/// Keeps what the program would take for an account of this wallet; whatever else an upstream sends is dropped.
Holdings holdings_of(const solana::Pubkey& wallet, const solana::Pubkey& program,
                     const std::vector<solana::KeyedAccount>& accounts) {
    Holdings holdings;
    std::unordered_map<solana::Pubkey, std::size_t> places;  // of mints
    for (const auto& [address, account] : accounts) {
        if (account.owner != program) continue;
        auto parsed = solana::parse_token_account(program, account.data);
        if (!parsed || parsed->owner != wallet) continue;
        const Holding holding{address, program, account.lamports, *parsed};
        if (!wants_mint(holding)) {
            holdings.ready.push_back(holding);
            continue;
        }
        const auto [place, is_new] = places.emplace(parsed->mint, places.size());
        const auto index = place->second / mints_at_once;
        if (index == holdings.slices.size()) holdings.slices.emplace_back();
        if (is_new) holdings.slices[index].mints.push_back(parsed->mint);
        holdings.slices[index].holdings.push_back(holding);
    }
    return holdings;
}

/// Puts the items of these accounts, of which `about` says what they rest on.
base::Task<bool> put_items(ScanPointer scan, Found about, std::vector<Holding> holdings, Mints mints) {
    std::span<const Holding> rest{holdings};
    do {
        const auto part = rest.first(std::min(rest.size(), scan->out->most()));
        rest = rest.subspan(part.size());
        Found batch = std::exchange(about, Found{.slot = about.slot});
        batch.items.reserve(part.size());
        for (const Holding& holding : part) {
            const auto known = mints.find(holding.account.mint);
            const solana::Mint* mint = known == mints.end() ? nullptr : &known->second;
            batch.items.push_back(to_item(holding, decide(*scan->owner, holding.account, mint), mint));
        }
        batch.more = !rest.empty();
        const bool goes_on = co_await scan->out->put(std::move(batch));
        if (!goes_on) co_return false;
    } while (!rest.empty());
    co_return true;
}

Mints parse_mints(const std::vector<solana::Pubkey>& keys,
                  const std::vector<std::optional<solana::Account>>& accounts) {
    Mints mints;
    for (std::size_t i = 0; i < keys.size() && i < accounts.size(); ++i) {
        if (!accounts[i]) continue;
        if (auto mint = solana::parse_mint(accounts[i]->owner, accounts[i]->data))
            mints.emplace(keys[i], std::move(*mint));
    }
    return mints;
}

/// Mints that could not be read: their accounts are listed all the same.
Warning no_mints(std::string message) {
    return {"mints", std::move(message)};
}

base::Task<bool> put_slice(ScanPointer scan, Found about, Slice slice) {
    Mints mints;
    {
        const auto read = co_await scan->rpc.get_accounts(slice.mints);
        if (read) {
            about.slot = std::min(*about.slot, read->slot);
            mints = parse_mints(slice.mints, read->value);
        } else {
            about.warnings.push_back(no_mints(read.error().message));
        }
    }
    co_return co_await put_items(scan, std::move(about), std::move(slice.holdings), std::move(mints));
}

/// Takes slices off the end until none is left. Several of these run at once.
base::Task<bool> put_slices(ScanPointer scan, Found about, std::shared_ptr<std::vector<Slice>> slices) {
    while (!slices->empty()) {
        Slice slice = std::move(slices->back());
        slices->pop_back();
        const bool goes_on = co_await put_slice(scan, about, std::move(slice));
        if (!goes_on) co_return false;
    }
    co_return true;
}

}  // namespace

base::Task<bool> read_owner(ScanPointer scan) {
    const std::vector<solana::Pubkey> keys{scan->wallet};
    const auto read = co_await scan->rpc.get_accounts(keys);
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
    Holdings holdings;
    {
        const auto answer = co_await scan->rpc.get_token_accounts(scan->wallet, program.id);
        if (answer) {
            about.slot = answer->slot;
            holdings = holdings_of(scan->wallet, program.id, answer->value);
        } else {
            about.warnings.push_back({std::string{program.name}, answer.error().message});
        }
    }
    if (holdings.ready.empty() && holdings.slices.empty()) co_return co_await scan->out->put(std::move(about));

    while (!scan->owner) co_await scan->owner_known.wait();
    about.slot = std::min(*about.slot, scan->owner_read.slot.value_or(*about.slot));
    about.warnings = scan->owner_read.warnings;
    if (!holdings.ready.empty()) {
        const bool goes_on = co_await put_items(scan, about, std::move(holdings.ready), {});
        if (!goes_on) co_return false;
    }
    const auto slices = std::make_shared<std::vector<Slice>>(std::move(holdings.slices));
    std::ranges::reverse(*slices);
    std::vector<base::Task<bool>> readers;
    for (std::size_t i = 0; i < std::min(slices->size(), parallel_reads); ++i) {
        readers.push_back(put_slices(scan, about, slices));
    }
    co_await base::concurrently(std::move(readers));
    co_return true;
}

}  // namespace burner::assets
