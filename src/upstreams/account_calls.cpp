#include <algorithm>

#include "upstreams/fan_out.hpp"
#include "upstreams/rpc_call.hpp"

namespace burner::upstreams {

using solana::Account;
using solana::AtSlot;
using solana::Pubkey;

namespace {

constexpr std::size_t accounts_per_call = 100;  // of getMultipleAccounts
constexpr std::string_view base64_confirmed = R"(,{"encoding":"base64","commitment":"confirmed"}])";

/// What the chunks of one `get_accounts` write to.
struct Gathered {
    std::vector<Pubkey> keys;
    AtSlot<std::vector<std::optional<Account>>> found;
    bool failed = false;
};

}  // namespace

base::Task<base::Result<solana::Slot>> SolanaRpc::get_token_accounts(Pubkey owner, Pubkey program,
                                                                     solana::AccountVisitor& visitor) {
    std::string params = R"([")";
    append_base58(params, owner);
    params += R"(",{"programId":")";
    append_base58(params, program);
    params += R"("})";
    params += base64_confirmed;
    return ask<solana::Slot>("getTokenAccountsByOwner", std::move(params),
                             [this, program, &visitor](std::string& body, std::uint64_t id) {
                                 return reader_.token_accounts(body, id, program, visitor);
                             });
}

base::Task<base::Result<AtSlot<SolanaRpc::Accounts>>> SolanaRpc::get_chunk(std::vector<Pubkey> keys) {
    std::string params{'['};
    append_base58_list(params, keys);
    params += base64_confirmed;
    return ask<AtSlot<Accounts>>(
        "getMultipleAccounts", std::move(params),
        [this, count = keys.size()](std::string& body, std::uint64_t id) { return reader_.accounts(body, id, count); });
}

base::Task<base::Result<AtSlot<std::vector<std::optional<Account>>>>> SolanaRpc::get_accounts(
    std::vector<Pubkey> keys) {
    if (keys.size() <= accounts_per_call && !keys.empty()) co_return co_await get_chunk(std::move(keys));
    const auto gathered = std::make_shared<Gathered>();
    gathered->found.slot = keys.empty() ? 0 : std::numeric_limits<solana::Slot>::max();
    gathered->found.value.resize(keys.size());
    gathered->keys = std::move(keys);
    const auto fetch = [this, gathered](std::size_t chunk) -> base::Task<bool> {
        const auto first = gathered->keys.begin() + static_cast<std::ptrdiff_t>(chunk * accounts_per_call);
        const auto rest = static_cast<std::size_t>(gathered->keys.end() - first);
        const auto last = first + static_cast<std::ptrdiff_t>(std::min(rest, accounts_per_call));
        auto part = co_await get_chunk(std::vector<Pubkey>(first, last));
        gathered->failed = gathered->failed || !part;
        if (!part) co_return false;
        gathered->found.slot = std::min(gathered->found.slot, part->slot);
        std::ranges::move(part->value,
                          gathered->found.value.begin() + static_cast<std::ptrdiff_t>(chunk * accounts_per_call));
        co_return true;
    };
    const std::size_t chunks = (gathered->keys.size() + accounts_per_call - 1) / accounts_per_call;
    co_await fan_out(io_, chunks, failover_.settings().parallel_calls, fetch);
    if (gathered->failed) co_return unavailable();
    co_return std::move(gathered->found);
}

}  // namespace burner::upstreams
