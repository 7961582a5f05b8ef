#include <algorithm>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "base/fan_out.hpp"
#include "upstreams/rpc/solana_rpc_call.hpp"

namespace burner::upstreams {

using solana::Account;
using solana::AccountHead;
using solana::AtSlot;
using solana::Pubkey;

namespace {

constexpr std::string_view base64_confirmed = R"("encoding":"base64","commitment":"confirmed")";

template <class T>
using Found = AtSlot<std::vector<std::optional<T>>>;

/// The state that the chunks of one `get_in_chunks` write to.
template <class T>
struct GatheredChunks {
    std::vector<Pubkey> keys;
    Found<T> found;
    bool failed = false;

    std::vector<Pubkey> keys_of(std::size_t chunk) const {
        const auto part = std::span(keys).subspan(chunk * solana::max_accounts_per_call);
        const auto first = part.first(std::min(part.size(), solana::max_accounts_per_call));
        return {first.begin(), first.end()};
    }
};

template <class T>
base::Task<bool> gather_chunk(std::shared_ptr<GatheredChunks<T>> all, std::size_t chunk,
                              base::Task<base::Result<Found<T>>> call) {
    auto part = co_await std::move(call);
    all->failed = all->failed || !part;
    if (!part) co_return false;
    all->found.slot = std::min(all->found.slot, part->slot);
    std::ranges::move(part->value,
                      all->found.value.begin() + static_cast<std::ptrdiff_t>(chunk * solana::max_accounts_per_call));
    co_return true;
}

}  // namespace

base::Task<base::Result<solana::Slot>> SolanaRpc::get_token_accounts(Pubkey owner, Pubkey program,
                                                                     solana::AccountVisitor& visitor) {
    std::string params = R"([")";
    append_base58(params, owner);
    params += R"(",{"programId":")";
    append_base58(params, program);
    params += R"("},{)";
    params += base64_confirmed;
    params += "}]";
    return ask<solana::Slot>("getTokenAccountsByOwner", std::move(params),
                             [this, program, &visitor](std::string& body, std::uint64_t id) {
                                 return reader_.token_accounts(body, id, program, visitor);
                             });
}

template <class T, class Read>
base::Task<base::Result<AtSlot<std::vector<std::optional<T>>>>> SolanaRpc::get_chunk(std::vector<Pubkey> keys,
                                                                                     std::string slice, Read read) {
    std::string params{'['};
    append_base58_list(params, keys);
    params += ",{";
    params += base64_confirmed;
    params += slice;
    params += "}]";
    return ask<AtSlot<std::vector<std::optional<T>>>>(
        "getMultipleAccounts", std::move(params),
        [read, count = keys.size()](std::string& body, std::uint64_t id) { return read(body, id, count); });
}

template <class T, class Read>
base::Task<base::Result<AtSlot<std::vector<std::optional<T>>>>> SolanaRpc::get_in_chunks(std::vector<Pubkey> keys,
                                                                                         std::string slice, Read read) {
    if (keys.size() <= solana::max_accounts_per_call && !keys.empty()) {
        co_return co_await get_chunk<T>(std::move(keys), std::move(slice), read);
    }
    const auto gathered = std::make_shared<GatheredChunks<T>>();
    gathered->found.slot = keys.empty() ? 0 : std::numeric_limits<solana::Slot>::max();
    gathered->found.value.resize(keys.size());
    gathered->keys = std::move(keys);
    const auto fetch = [this, gathered, slice, read](std::size_t chunk) {
        return gather_chunk(gathered, chunk, get_chunk<T>(gathered->keys_of(chunk), slice, read));
    };
    const std::size_t chunks =
        (gathered->keys.size() + solana::max_accounts_per_call - 1) / solana::max_accounts_per_call;
    co_await base::fan_out(chunks, client_.settings().parallel_calls, fetch);
    if (gathered->failed) co_return unavailable();
    co_return std::move(gathered->found);
}

base::Task<base::Result<AtSlot<std::vector<std::optional<Account>>>>> SolanaRpc::get_accounts(
    std::vector<Pubkey> keys) {
    return get_in_chunks<Account>(std::move(keys), {}, [this](std::string& body, std::uint64_t id, std::size_t count) {
        return reader_.accounts(body, id, count);
    });
}

base::Task<base::Result<AtSlot<std::vector<std::optional<AccountHead>>>>> SolanaRpc::get_account_heads(
    std::vector<Pubkey> keys, std::size_t length) {
    return get_in_chunks<AccountHead>(std::move(keys),
                                      fmt::format(R"(,"dataSlice":{{"offset":0,"length":{}}})", length),
                                      [this, length](std::string& body, std::uint64_t id, std::size_t count) {
                                          return reader_.account_heads(body, id, count, length);
                                      });
}

base::Task<base::Result<AtSlot<std::vector<solana::TokenHolding>>>> SolanaRpc::get_token_largest_accounts(Pubkey mint) {
    std::string params = R"([")";
    append_base58(params, mint);
    params += R"(",{"commitment":"confirmed"}])";
    return ask<AtSlot<std::vector<solana::TokenHolding>>>(
        "getTokenLargestAccounts", std::move(params),
        [this](std::string& body, std::uint64_t id) { return reader_.largest_accounts(body, id); });
}

}  // namespace burner::upstreams
