#pragma once

#include "base/log.hpp"
#include "upstreams/solana_rpc.hpp"

// How each method of SolanaRpc makes its call, for the .cpp files that hold the methods.
namespace burner::upstreams {

inline constexpr std::int64_t node_is_behind = -32005;

template <class T>
CallOutcome outcome_of(const Reply<T>& reply) {
    if (reply) return CallOutcome::answered;
    const auto* error = std::get_if<RpcError>(&reply.error());
    if (error == nullptr) return CallOutcome::malformed;
    return error->code == node_is_behind ? CallOutcome::behind : CallOutcome::rpc_error;
}

void log_rpc_error(std::string_view method, const RpcError& error);
std::unexpected<base::Error> unavailable();

/// `[…,…]`: the parameters one after the other, or an array inside them.
template <class Items, class Append>
void append_list(std::string& out, const Items& items, Append append) {
    out += '[';
    for (const auto& item : items) {
        if (out.back() != '[') out += ',';
        append(out, item);
    }
    out += ']';
}

template <class Items>
void append_base58_list(std::string& out, const Items& items) {
    append_list(out, items, [](std::string& to, const auto& item) {
        to += '"';
        to += to_base58(item);
        to += '"';
    });
}

template <class Read>
auto SolanaRpc::call(std::string_view method, std::string params, Read read, bool retry_malformed)
    -> base::Task<Called<std::invoke_result_t<Read, std::string&, std::uint64_t>>> {
    using Answer = std::invoke_result_t<Read, std::string&, std::uint64_t>;
    Answer reply = std::unexpected(Malformed{"no answer"});
    const std::uint64_t id = next_id_++;
    UpstreamCall request{method, json_rpc_request(id, method, params), {}, retry_malformed};
    request.read = [&](std::string& body) {
        reply = read(body, id);
        return outcome_of(reply);
    };
    const Asked asked = co_await failover_.ask(std::move(request));
    if (!asked.answered) reply = std::unexpected(Malformed{"no answer"});
    co_return Called<Answer>{std::move(reply), asked.may_have_run};
}

template <class T, class Read>
base::Task<base::Result<T>> SolanaRpc::ask(std::string_view method, std::string params, Read read) {
    auto called = co_await call(method, std::move(params), std::move(read));
    Reply<T>& reply = called.reply;
    if (reply) co_return std::move(*reply);
    if (const auto* error = std::get_if<RpcError>(&reply.error())) log_rpc_error(method, *error);
    co_return unavailable();
}

}  // namespace burner::upstreams
