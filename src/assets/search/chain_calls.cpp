#include "assets/search/chain_calls.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "assets/search/token_accounts.hpp"
#include "base/concurrently.hpp"
#include "solana/programs/pools.hpp"

namespace burner::assets {

namespace {

constexpr std::size_t keys_of_a_call = solana::max_accounts_per_call;

base::Task<AccountsRead> read_in_parts(std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> keys) {
    std::vector<base::Task<AccountsRead>> calls;
    for (std::size_t at = 0; at < keys.size(); at += keys_of_a_call) {
        const auto part = std::span(keys).subspan(at, std::min(keys_of_a_call, keys.size() - at));
        calls.push_back(read_accounts(scan, scan->reads.mints, {part.begin(), part.end()}));
    }
    auto answers = co_await base::concurrently(std::move(calls));
    solana::AtSlot<Accounts> all{UINT64_MAX, {}};
    for (auto& answer : answers) {
        if (!answer) co_return std::unexpected(answer.error());
        all.slot = std::min(all.slot, answer->slot);
        std::ranges::move(answer->value, std::back_inserter(all.value));
    }
    co_return all;
}

}  // namespace

base::Error to_error(NoTurn reason) {
    switch (reason) {
        case NoTurn::line_is_full: return {base::ErrorCode::overloaded, "Too many wallets are being read"};
        case NoTurn::reader_left: return {base::ErrorCode::overloaded, {}};
    }
    std::unreachable();
}

base::Task<std::expected<base::Semaphore::Permit, NoTurn>> take_turn(std::shared_ptr<ChainScan> scan,
                                                                     base::Semaphore semaphore) {
    auto permit = co_await semaphore.take(scan->reads.patience);
    if (!permit) co_return std::unexpected(NoTurn::line_is_full);
    if (!scan->out->is_read()) co_return std::unexpected(NoTurn::reader_left);
    co_return std::move(*permit);
}

base::Task<AccountsRead> read_accounts(std::shared_ptr<ChainScan> scan, base::Semaphore semaphore,
                                       std::vector<solana::Pubkey> keys) {
    const auto turn = co_await take_turn(scan, semaphore);
    if (!turn) co_return std::unexpected(to_error(turn.error()));
    co_return co_await scan->rpc.get_accounts(std::move(keys));
}

base::Task<AccountsRead> read_many(std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> keys) {
    // Most read one call's worth. A thousand may wait for their turn, so one call costs no coroutine beside it.
    if (keys.size() <= keys_of_a_call && !keys.empty()) return read_accounts(scan, scan->reads.mints, std::move(keys));
    return read_in_parts(std::move(scan), std::move(keys));
}

base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> read_heads(
    std::shared_ptr<ChainScan> scan, std::vector<solana::Pubkey> keys, std::size_t length) {
    const auto turn = co_await take_turn(scan, scan->reads.mints);
    if (!turn) co_return std::unexpected(to_error(turn.error()));
    co_return co_await scan->rpc.get_account_heads(std::move(keys), length);
}

ReadAccounts reader_of(std::shared_ptr<ChainScan> scan) {
    return [scan = std::move(scan)](std::vector<solana::Pubkey> keys) { return read_many(scan, std::move(keys)); };
}

ReadHeads head_reader_of(std::shared_ptr<ChainScan> scan) {
    return [scan = std::move(scan)](std::vector<solana::Pubkey> keys) {
        return read_heads(scan, std::move(keys), solana::pool_head);
    };
}

base::Task<Listed> read_list(std::shared_ptr<ChainScan> scan, TokenProgram program) {
    TokenAccounts accounts{scan->wallet, program.id};
    Listed listed{{}, {scan->wallet, program.id}, {}};
    base::Result<solana::Slot> slot;
    {
        const auto turn = co_await take_turn(scan, scan->reads.lists);
        if (turn) {
            slot = co_await scan->rpc.get_token_accounts(scan->wallet, program.id, accounts);
        } else {
            slot = std::unexpected(to_error(turn.error()));
        }
    }
    if (slot) {
        listed.about.slot = *slot;
        listed.ready = accounts.take_ready();
        listed.slices = accounts.take_slices();
    } else {
        listed.about.warnings.push_back({std::string{program.name}, slot.error().message});
    }
    co_return listed;
}

}  // namespace burner::assets
