#pragma once

#include "upstreams/rpc/solana_rpc.hpp"

// How each method of SolanaRpc makes its call, for the .cpp files that hold the methods.
namespace burner::upstreams {

std::unexpected<base::Error> unavailable();

template <class T, class Read>
base::Task<base::Result<T>> SolanaRpc::ask(std::string_view method, std::string params, Read read) {
    auto called = co_await client_.call(method, std::move(params), std::move(read));
    Reply<T>& reply = called.reply;
    if (reply) co_return std::move(*reply);
    if (const auto* error = std::get_if<RpcError>(&reply.error())) log_rpc_error(method, *error);
    co_return unavailable();
}

}  // namespace burner::upstreams
